import Crypto
import Foundation
import Synchronization

/// Tokens that say a form was made by this console for this reader, and that each is sent once.
///
/// A token is the time it was made, a random number, and an HMAC-SHA-256 of both under a key that only the reader's
/// session has. Nobody else's page can make one (OWASP, "Cross-Site Request Forgery Prevention", signed tokens).
struct FormToken: Sendable {
    /// The name of the field that carries it.
    static let field = "form-token"
    /// How long a form may stand open, in seconds.
    static let lifetime: UInt64 = 12 * 3_600

    /// Why a token is refused.
    enum Refusal: Error, Sendable {
        /// It is missing, too old, or of another session.
        case old
        /// Its form was sent already.
        case used
    }

    private let environment: ConsoleEnvironment

    init(_ environment: ConsoleEnvironment) { self.environment = environment }

    /// Makes a token.
    func make(_ key: [UInt8]) -> String {
        let stem = "\(self.environment.now()).\(Sessions.hex(self.environment.random(8)))"
        return "\(stem).\(Self.code(stem, key))"
    }

    /// The hidden field of a form, with a new token.
    func input(_ key: [UInt8]) -> String {
        "<input type=\"hidden\" name=\"\(Self.field)\" value=\"\(self.make(key))\">"
    }

    /// Checks a token, without using it up.
    func check(_ token: String?, _ key: [UInt8]) throws(Refusal) {
        let parts = (token ?? "").split(separator: ".", omittingEmptySubsequences: false)
        guard let token, token.utf8.count < 200, parts.count == 3, let time = UInt64(parts[0]) else { throw .old }
        let expected = Self.code("\(parts[0]).\(parts[1])", key)
        let isRight =
            expected.utf8.count == parts[2].utf8.count
            && zip(expected.utf8, parts[2].utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        guard isRight, self.environment.now() <= time + Self.lifetime else { throw .old }
    }

    private static func code(_ stem: String, _ key: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(stem.utf8), using: SymmetricKey(data: key))
        return Sessions.hex(Array(code))
    }
}

/// The tokens whose forms were sent, for as long as they would be good.
final class UsedTokens: Sendable {
    /// The most that are remembered.
    private static let limit = 50_000

    private let environment: ConsoleEnvironment
    private let used = Mutex<[String: UInt64]>([:])

    init(_ environment: ConsoleEnvironment) { self.environment = environment }

    /// Uses a token up.
    ///
    /// - Returns: `false` when it was used before.
    func use(_ token: String) -> Bool {
        let now = self.environment.now()
        return self.used.withLock { used in
            guard used[token] == nil else { return false }
            if used.count >= Self.limit { used = used.filter { now <= $0.value + FormToken.lifetime } }
            if used.count >= Self.limit, let oldest = used.min(by: { $0.value < $1.value }) { used[oldest.key] = nil }
            used[token] = now
            return true
        }
    }
}
