/// The text form of a structure as the schema reads it: `step: "accepted"; date: "2015-02-23"`.
enum StructureForm {
    /// Writes members in order, every value in quotation marks.
    static func text(_ members: [(name: String, text: String)]) -> String {
        members.map { name, text in
            let doubled = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            return "\(name): \"\(doubled)\""
        }
        .joined(separator: "; ")
    }
}
