package import SplotMerge

/// How a log stands with a node.
package enum Standing: Hashable, Sendable {
    /// None of it is held.
    case absent
    /// So many entries are held, with this root over them.
    case held(size: UInt64, root: Bytes32)
    /// Two branches of it are proven; nothing of it travels before its cluster has closed it (Protocol.md §5.7).
    case forked

    /// The number of entries that count in a comparison: none of a log that is forked.
    package var size: UInt64 {
        switch self {
        case .absent, .forked: 0
        case .held(let size, _): size
        }
    }
}
