/// The kinds of frames (Protocol.md §10.2).
///
/// A number with ``skippable`` set that is not among these is passed over.
package enum FrameType: UInt8, CaseIterable, Sendable {
    /// Who speaks, and which version.
    case hello = 1
    /// The receiver is to show its statements.
    case ask = 2
    /// Statements of one cluster.
    case statements = 3
    /// What has changed since the two last agreed.
    case opening = 4
    /// All that is held.
    case holdings = 5
    /// What is held of clusters that were withheld at first.
    case resume = 6
    /// The log that the following entries belong to.
    case log = 7
    /// A run of entries.
    case entries = 8
    /// The author's checkpoint; ends a batch.
    case checkpoint = 9
    /// Proof that a log is forked.
    case fork = 10
    /// Everything was sent.
    case done = 11
    /// The last frame.
    case goodbye = 12

    /// The bit of a type's number which says that whoever does not know the type passes over the frame.
    package static let skippable: UInt8 = 0x80
}
