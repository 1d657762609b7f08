/// A point in the order in which records changed in one node's database: what comes after it is new.
public struct RecordCursor: Hashable, Sendable, CustomStringConvertible {
    /// The number of the transaction.
    public var revision: Int64
    /// Of the records of that transaction, the last that comes before the point.
    public var record: Int64

    /// Before all records.
    public static let start = RecordCursor(revision: 0, record: 0)

    /// Names a point.
    ///
    /// - Parameters:
    ///   - revision: The number of the transaction.
    ///   - record: Of its records, the last that comes before the point.
    public init(revision: Int64, record: Int64) {
        self.revision = revision
        self.record = record
    }

    /// Reads what ``description`` writes.
    ///
    /// Gives `nil` for anything else.
    ///
    /// - Parameter text: Two numbers in base 36 with a dash between.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let revision = Int64(parts[0], radix: 36), let record = Int64(parts[1], radix: 36),
            revision >= 0, record >= 0
        else { return nil }
        self.init(revision: revision, record: record)
    }

    /// Two numbers in base 36 with a dash between.
    public var description: String {
        "\(String(self.revision, radix: 36))-\(String(self.record, radix: 36))"
    }
}
