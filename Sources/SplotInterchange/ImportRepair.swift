/// Something that a file has lost on its way, and that an import puts back when it is asked to.
public enum ImportRepair: String, CaseIterable, Hashable, Sendable {
    /// Zeros at the beginning of numbers, which spreadsheets take away.
    case zeros
}
