/// How many rows of a file have which outcome.
public struct ImportReport: Codable, Hashable, Sendable {
    /// Rows that become new records.
    public var new: Int

    /// Rows that change records.
    public var changed: Int

    /// Rows that say nothing new.
    public var unchanged: Int

    /// Rows with a problem, of which nothing is written.
    public var invalid: Int

    /// All rows: the sum of the others.
    public var rows: Int

    /// Puts a report together.
    ///
    /// - Parameters:
    ///   - new: Rows that become new records.
    ///   - changed: Rows that change records.
    ///   - unchanged: Rows that say nothing new.
    ///   - invalid: Rows with a problem.
    ///   - rows: All rows.
    public init(new: Int, changed: Int, unchanged: Int, invalid: Int, rows: Int) {
        self.new = new
        self.changed = changed
        self.unchanged = unchanged
        self.invalid = invalid
        self.rows = rows
    }
}
