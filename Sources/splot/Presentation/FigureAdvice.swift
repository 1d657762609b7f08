import SplotDirectory
import SplotNode
import SplotOffice

/// What figures say that does not fit, told to whoever has just written some.
///
/// Nothing is refused for it.
struct FigureAdvice {
    /// The kind of record that it is about.
    static let kind = "figure"

    private let warnings: [FigureWarning]

    /// Compares the figures of a node with each other and with its directory.
    init(of node: Node) async throws {
        let records = Collected<ListedRecord>()
        let schema = node.schema
        for kind in ["cluster", "organisation", "member", Self.kind] {
            try await node.forEachRecord(kind: kind) { records.append(ListedRecord($0, schema: schema)) }
        }
        let day = Moment(String(Timestamp(Timestamp.now).iso8601.prefix(10)))?.date
        let links = ListedRecord.links(of: records.all)
        self.warnings = day.map { MemberReport(records.all.map(\.record), on: $0, links: links).warnings } ?? []
    }

    /// Says what does not fit about one figure.
    func tell(about figure: RecordUUID) {
        for warning in self.warnings where warning.figures.contains(figure) {
            ErrorOutput.line(Plain.line("! figure \(warning.message)"))
        }
    }

    /// Says how much does not fit about any.
    func tellCount() {
        let count = self.warnings.count { !$0.isInformation }
        guard count > 0 else { return }
        ErrorOutput.line("! \(count) warnings about figures: splot report lists them")
    }
}
