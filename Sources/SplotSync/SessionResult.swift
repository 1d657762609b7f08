/// What came of a session, and what the replica threw if that ended it.
package struct SessionResult: Sendable {
    /// What came of the session.
    package var report: SyncReport
    /// What the replica threw.
    package var failure: (any Error)?
}
