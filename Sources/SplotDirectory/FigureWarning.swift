/// Something about figures that a person should look at; nothing is ever changed for it.
public struct FigureWarning: Hashable, Sendable {
    /// The sort of warning.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// The share differs from value and base by more than rounding.
        case shareDiffers

        /// The value is larger than what it is a part of.
        case valueExceedsBase

        /// Two figures say different things of one subject and day under one label.
        case valuesDiffer

        /// The parts add up to more than the whole.
        case partsExceedWhole

        /// The directory counts other than the figure says; both may be right, on different days.
        case directoryDiffers
    }

    /// The sort of warning.
    public let code: Code

    /// The figures it is about, by id.
    public let figures: [RecordUUID]

    /// What does not fit, in English, with the numbers.
    public let message: String

    /// Whether this only informs: a figure and a directory of different days need not agree.
    public var isInformation: Bool { self.code == .directoryDiffers }
}

extension FigureWarning: CustomStringConvertible {
    /// The message.
    public var description: String { self.message }
}
