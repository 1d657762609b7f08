package import SplotLog

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

    /// What came was refused.
    ///
    /// A missing payload need not be the carrier's fault: it may have been ordered to be erased a moment ago, and the
    /// order travels at the begin of the next round.
    package init(refusing error: LogError) {
        self.init(error.code == .missingPayload ? .behind : .badData, error.description)
    }

    /// The peer has sent what does not verify, and is heard again in so many seconds.
    package static func paused(seconds: UInt64) -> Violation {
        Violation(.paused, "this node got bad data from your key and hears it again in \(seconds) seconds")
    }

    /// What the peer is told.
    package var goodbye: Goodbye { Goodbye(self.code, self.reason) }
}
