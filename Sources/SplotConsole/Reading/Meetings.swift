import SplotDirectory
import SplotNode
import SplotOffice

/// The events of the directory in time.
struct Meetings: Sendable {
    /// The most events that are looked at.
    private static let limit = 5_000

    /// Those that are not over, the next first.
    let coming: [MergedRecord]
    /// Those that are over, the last first.
    let past: [MergedRecord]

    /// Reads the events.
    ///
    /// - Parameters:
    ///   - directory: As the reader may see it.
    ///   - now: In seconds since 1970-01-01T00:00:00Z; an event of today is not over.
    /// - Throws: `StoreError` when the database cannot be read.
    init(_ directory: VisibleDirectory, now: UInt64) async throws {
        let today = PartialDate(Timestamp(now).iso8601.prefix(10))
        let dated = try await directory.all("event", limit: Self.limit)
            .compactMap { record in Self.start(of: record).map { (start: $0, record: record) } }
            .sorted { left, right in
                (left.start.date.earliest.description, left.record.record.id)
                    < (right.start.date.earliest.description, right.record.record.id)
            }
        func isOver(_ item: (start: Moment, record: MergedRecord)) -> Bool {
            let end = Self.end(of: item.record) ?? item.start
            return today.map(end.date.isCertainlyBefore) ?? false
        }
        self.coming = dated.filter { !isOver($0) && $0.record.record.texts(of: "state") != ["cancelled"] }.map(\.record)
        self.past = dated.filter(isOver).reversed().map(\.record)
    }

    /// When an event starts.
    static func start(of record: MergedRecord) -> Moment? { self.moment("start", of: record) }

    /// When an event ends.
    static func end(of record: MergedRecord) -> Moment? { self.moment("end", of: record) }

    private static func moment(_ field: String, of record: MergedRecord) -> Moment? {
        record.record.texts(of: field).first.flatMap { Moment($0) }
    }
}
