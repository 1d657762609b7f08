/// What ends a session from this side: what is said to the peer about it.
package struct Violation: Error, Hashable, Sendable {
    /// Why, as a number.
    package let code: GoodbyeCode
    /// Why, as a sentence; never content of entries.
    package let reason: String

    /// Names what is wrong.
    package init(_ code: GoodbyeCode, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// What the peer is told.
    package var goodbye: Goodbye { Goodbye(self.code, self.reason) }
}
