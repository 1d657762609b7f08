/// What an import put back into one cell.
public struct RowRepair: Hashable, Sendable {
    /// The column that the cell is in.
    public var column: String

    /// What was put back.
    public var repair: ImportRepair

    /// Describes a repair.
    ///
    /// - Parameters:
    ///   - column: The column that the cell is in.
    ///   - repair: What was put back.
    public init(column: String, repair: ImportRepair) {
        self.column = column
        self.repair = repair
    }
}

extension RowRepair: CustomStringConvertible {
    /// The column, and what was done; quotes no cell.
    public var description: String {
        switch self.repair {
        case .zeros: "\(self.column): leading zeros were put back"
        }
    }
}
