/// One of the values that survive at a place, with everyone who wrote it.
public struct Alternative: Hashable, Sendable {
    /// What was written.
    public enum Value: Hashable, Sendable {
        /// A value, or what an erasure left of it. Erased equals only erased.
        case content(Content)

        /// The place was emptied.
        case cleared

        /// The element was taken out. Only in a conflict at a ``Place/set(field:)``.
        case removed

        /// The record was deleted. Only at ``Place/life``.
        case deleted

        /// The record was restored. Only at ``Place/life``.
        case restored

        /// The record was edited by someone who had not been shown the delete. Only in a conflict at ``Place/life``.
        case edited
    }

    /// What was written.
    public var value: Value

    /// The entries that wrote it: the greatest (time, log, position) first, never empty.
    public var origins: [Origin]

    /// Puts an alternative together.
    ///
    /// - Parameters:
    ///   - value: What was written.
    ///   - origins: The entries that wrote it, the greatest first.
    public init(value: Value, origins: [Origin]) {
        self.value = value
        self.origins = origins
    }
}
