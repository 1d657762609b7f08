/// What a search has found.
public struct SearchResult: Sendable {
    /// The records, the best first; of those that are shown as one only the one that stands for the others.
    public var records: [MergedRecord]
    /// How many there are in all; records that are shown as one are counted once.
    public var total: Int

    /// Puts a result together.
    ///
    /// - Parameters:
    ///   - records: The records, the best first.
    ///   - total: How many there are in all.
    public init(records: [MergedRecord], total: Int) {
        self.records = records
        self.total = total
    }
}
