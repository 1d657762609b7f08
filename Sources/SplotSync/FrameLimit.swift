/// How long frames may be.
package enum FrameLimit: Sendable, Hashable {
    /// Before the peer is accepted nothing needs much room, and a stranger gets none.
    case beforeAcceptance
    /// Entries may hold 256 large ones, and a cluster's statements must be judged together.
    case afterAcceptance

    /// 1 MiB: the limit for everything but entries and statements.
    package static let small = 1_024 * 1_024
    /// 17 MiB: a run of 256 entries of 64 KiB with their lengths and salts, and a little more.
    package static let large = 17 * 1_024 * 1_024

    /// The most that a frame's length may say: type byte and body.
    ///
    /// - Parameter type: The frame's type byte.
    /// - Returns: A number of bytes.
    package func maximumLength(ofType type: UInt8) -> Int {
        switch (self, FrameType(rawValue: type)) {
        case (.afterAcceptance, .entries), (.afterAcceptance, .statements): Self.large
        default: Self.small
        }
    }
}
