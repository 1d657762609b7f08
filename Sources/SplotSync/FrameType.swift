/// The kinds of frames (Protocol.md §10.2).
///
/// A number with ``skippable`` set that is not among these is passed over.
package enum FrameType: UInt8, CaseIterable, Sendable {
    /// Who speaks, and which version.
    case hello = 1
    /// What is held.
    case holdings = 2
    /// What is held of clusters that were withheld at first.
    case resume = 3
    /// Statements of one cluster.
    case statements = 4
    /// The log that the following entries belong to.
    case log = 5
    /// A run of entries.
    case entries = 6
    /// The author's checkpoint; ends a batch.
    case checkpoint = 7
    /// Everything was sent.
    case done = 8
    /// The last frame.
    case goodbye = 9

    /// The bit of a type's number which says that whoever does not know the type passes over the frame.
    package static let skippable: UInt8 = 0x80
}
