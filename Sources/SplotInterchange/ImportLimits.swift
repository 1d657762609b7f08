/// How much one import may hold: what an office has fits many times over, and what does not is a mistake.
enum ImportLimits {
    /// Bytes of a file.
    static let file = 64 << 20

    /// Columns of a table.
    static let columns = 256

    /// Bytes of one row in UTF-8.
    static let row = 1 << 20

    /// Rows of a table.
    static let rows = 1_000_000
}
