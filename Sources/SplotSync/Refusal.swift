/// What a replica throws when the fault lies in what the peer sent: it ends the session as `badData`.
///
/// A `LogError` does the same. Any other error is the replica's own trouble, and the peer is told no more than that.
package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in a sentence that is sent to the peer: never content of entries.
    package var reason: String

    /// Names what is wrong.
    package init(_ reason: String) { self.reason = reason }

    /// The same as ``reason``.
    package var description: String { self.reason }
}
