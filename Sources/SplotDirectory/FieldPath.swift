/// Where an assignment points: `field`, or `field.key`.
struct FieldPath: Hashable {
    var field: String
    var key: String?

    init(_ text: String) {
        let trimmed = Text.trimmed(text)
        guard let dot = trimmed.firstIndex(of: ".") else {
            self.field = trimmed
            return
        }
        self.field = String(trimmed[..<dot])
        self.key = String(trimmed[trimmed.index(after: dot)...])
    }
}
