import SplotNode
import Synchronization

/// The checking of passwords: one at a time, so that it never takes more memory than one hash.
actor SignIn {
    /// What came of an attempt.
    enum Outcome: Sendable {
        /// The session's token.
        case signedIn(token: String)
        case wrong
        /// For how many seconds no further attempt is looked at.
        case locked(seconds: UInt64)
    }

    private let accounts: AccountFile
    private let sessions: Sessions
    private let environment: ConsoleEnvironment
    private var throttle = LoginThrottle()
    /// What a password is compared with where there is no such user, so that both take the same time.
    private lazy var nobody = try? PasswordHash(
        "nobody",
        salt: self.environment.random(16),
        cost: self.environment.passwordCost
    )

    init(accounts: AccountFile, sessions: Sessions, environment: ConsoleEnvironment) {
        self.accounts = accounts
        self.sessions = sessions
        self.environment = environment
    }

    /// Looks at one attempt.
    ///
    /// - Parameters:
    ///   - name: The user's name as it was typed.
    ///   - password: The password as it was typed.
    ///   - address: Where the attempt comes from.
    /// - Returns: What came of it.
    /// - Throws: ``SplotNode/NodeError`` when the accounts cannot be read.
    func attempt(name: String, password: String, from address: String) throws -> Outcome {
        let sources: [LoginThrottle.Source] = [
            .name(AccountFile.canonical(name) ?? ""), .address(address),
        ]
        let now = self.environment.now()
        if let seconds = self.throttle.wait(sources, now: now) { return .locked(seconds: seconds) }
        let entry = try self.accounts.entry(name)
        let hash = entry?.password ?? self.nobody
        let isRight = password.utf8.count <= AccountFile.longestPassword && hash?.isRight(password) ?? false
        guard isRight, let entry else {
            self.throttle.fail(sources, now: now)
            if let seconds = self.throttle.wait(sources, now: now) { return .locked(seconds: seconds) }
            return .wrong
        }
        self.throttle.succeed(sources[0])
        let account = Account(name: entry.name, role: entry.role)
        return .signedIn(token: self.sessions.begin(account, generation: entry.generation))
    }
}
