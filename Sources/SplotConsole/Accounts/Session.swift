/// What is remembered of somebody who has signed in, until they sign out.
struct Session: Sendable {
    /// How long a session lasts without being used, in seconds.
    static let idleLimit: UInt64 = 2 * 3_600
    /// How long a session lasts at most, in seconds.
    static let lifeLimit: UInt64 = 12 * 3_600

    /// Who it is.
    var account: Account
    /// The account's generation when the session began.
    var generation: String
    /// When it began, in seconds since 1970-01-01T00:00:00Z.
    var began: UInt64
    /// When it was last used.
    var used: UInt64
    /// A file that waits for its import to be confirmed.
    var upload: Upload?
    /// What is to be said on the next page.
    var notice: PageNotice?

    /// Whether it has ended.
    func isOver(now: UInt64) -> Bool {
        now > self.used + Self.idleLimit || now > self.began + Self.lifeLimit
    }
}

/// A file that somebody has sent for an import.
struct Upload: Sendable {
    /// Names it in the form that confirms the import.
    var id: String
    /// What each row is about.
    var kind: String
    /// The bytes as they came.
    var bytes: [UInt8]
    /// The cluster of rows that name none.
    var cluster: String?
    /// Whether zeros at the beginning of numbers are put back.
    var isRepairing: Bool
    /// The field by column that was chosen, for this list or an earlier one; empty for a column that is left out.
    var mapping: [String: String] = [:]
}

/// What a page says about what has just been done.
struct PageNotice: Sendable {
    /// `good`, `warn` or `bad`.
    var kind = "good"
    var text: String
    /// Where to look at it.
    var link: (href: String, label: String)?
}
