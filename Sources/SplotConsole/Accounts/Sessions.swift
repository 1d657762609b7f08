import Crypto
import Foundation
import Synchronization

/// The sessions of a console: in memory only, so that a restart ends them all.
///
/// What is kept is the hash of a session's token, so that even a memory dump gives nobody a session.
final class Sessions: Sendable {
    /// The most sessions; beyond it the one that was not used for the longest time ends.
    static let limit = 2_000

    private let environment: ConsoleEnvironment
    private let kept = Mutex<[String: Session]>([:])

    init(_ environment: ConsoleEnvironment) { self.environment = environment }

    /// Begins a session.
    ///
    /// - Returns: The token that the browser keeps: 32 random bytes in hexadecimal.
    func begin(_ account: Account, generation: String) -> String {
        let token = Self.hex(self.environment.random(32))
        let now = self.environment.now()
        let session = Session(
            account: account,
            generation: generation,
            began: now,
            used: now
        )
        self.kept.withLock { sessions in
            sessions = sessions.filter { !$0.value.isOver(now: now) }
            if sessions.count >= Self.limit, let oldest = sessions.min(by: { $0.value.used < $1.value.used }) {
                sessions[oldest.key] = nil
            }
            sessions[Self.name(token)] = session
        }
        return token
    }

    /// The session of a token, used now; `nil` when there is none or it has ended.
    func session(_ token: String) -> Session? {
        let (name, now) = (Self.name(token), self.environment.now())
        return self.kept.withLock { sessions in
            guard var session = sessions[name] else { return nil }
            guard !session.isOver(now: now) else {
                sessions[name] = nil
                return nil
            }
            session.used = now
            sessions[name] = session
            return session
        }
    }

    /// Changes a session, if it is still there.
    func change(_ token: String, _ body: (inout Session) -> Void) {
        self.kept.withLock { sessions in
            if var session = sessions[Self.name(token)] {
                body(&session)
                sessions[Self.name(token)] = session
            }
        }
    }

    /// Takes what is to be said on the next page.
    func takeNotice(_ token: String) -> PageNotice? {
        var notice: PageNotice?
        self.change(token) { session in
            notice = session.notice
            session.notice = nil
        }
        return notice
    }

    /// Ends a session.
    func end(_ token: String) { self.kept.withLock { $0[Self.name(token)] = nil } }

    /// How many sessions there are.
    var count: Int { self.kept.withLock { $0.count } }

    private static func name(_ token: String) -> String { Self.hex(Array(SHA256.hash(data: Data(token.utf8)))) }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
