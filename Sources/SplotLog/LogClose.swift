public import SplotMerge

/// Where a log was closed: this branch, up to this size, stands.
public struct LogClose: Hashable, Sendable {
    /// The number of entries that stand.
    public var size: UInt64
    /// The root of the log's tree at that size.
    public var root: Bytes32

    /// Names the branch that stands.
    ///
    /// - Parameters:
    ///   - size: The number of entries that stand.
    ///   - root: The root of the log's tree at that size.
    public init(size: UInt64, root: Bytes32) {
        self.size = size
        self.root = root
    }
}
