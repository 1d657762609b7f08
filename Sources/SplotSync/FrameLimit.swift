/// How long frames may be (Protocol.md §10.2).
package enum FrameLimit: Sendable, Hashable {
    /// Before the peer is accepted nothing needs much room, and a stranger gets none.
    case beforeAcceptance
    /// Entries may hold 256 large ones.
    case afterAcceptance

    /// 64 KiB: frames that never hold a list of unknown length.
    package static let short = 64 * 1_024
    /// 1 MiB: a cluster's statements, which must be judged together, and lists of holdings.
    package static let list = 1_024 * 1_024
    /// 17 MiB: a run of 256 entries of 64 KiB with their lengths and salts, and a little more.
    package static let large = 17 * 1_024 * 1_024

    /// The most that a frame's length may say: type byte and body.
    ///
    /// - Parameter type: The frame's type byte.
    /// - Returns: A number of bytes.
    package func maximumLength(ofType type: UInt8) -> Int {
        switch (FrameType(rawValue: type), self) {
        case (.entries, .afterAcceptance): Self.large
        case (.statements, _), (.opening, _), (.holdings, _), (.resume, _): Self.list
        case (_, _): Self.short
        }
    }
}
