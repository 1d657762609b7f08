import Crypto
import Foundation

/// Tokens that say a form was made by this console, for this reader and this address, and that each is sent once.
///
/// A token is the time it was made, a random number, and an HMAC-SHA-256 of both and of where the form is sent, under a
/// key of the reader's own. Nobody else's page can make one (OWASP, "Cross-Site Request Forgery Prevention", signed
/// tokens), and one form's token is no good for another. The key is the account's and not the session's, so that whoever
/// typed for longer than a session lasts can sign in again and send the form.
struct FormToken: Sendable {
    /// The name of the field that carries it.
    static let field = "form-token"
    /// How long a form may stand open, in seconds.
    static let lifetime: UInt64 = 12 * 3_600

    /// The token is missing, too old, of another session, or of another form.
    struct Refusal: Error, Sendable {}

    private let environment: ConsoleEnvironment

    init(_ environment: ConsoleEnvironment) { self.environment = environment }

    /// Makes a token.
    ///
    /// - Parameters:
    ///   - key: The reader's.
    ///   - path: Where the form is sent, without the language: `/admin/peers`.
    /// - Returns: The token.
    func make(_ key: [UInt8], for path: String) -> String {
        let stem = "\(self.environment.now()).\(Sessions.hex(self.environment.random(8)))"
        return "\(stem).\(Self.code(stem, path, key))"
    }

    /// The hidden field of a form, with a new token.
    func input(_ key: [UInt8], for path: String) -> String {
        "<input type=\"hidden\" name=\"\(Self.field)\" value=\"\(self.make(key, for: path))\">"
    }

    /// Checks a token, without using it up.
    func check(_ token: String?, _ key: [UInt8], for path: String) throws(Refusal) {
        guard let token, token.utf8.count < 200 else { throw Refusal() }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let time = UInt64(parts[0]) else { throw Refusal() }
        let expected = Self.code("\(parts[0]).\(parts[1])", path, key)
        let isRight =
            expected.utf8.count == parts[2].utf8.count
            && zip(expected.utf8, parts[2].utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        guard isRight, self.environment.now() <= time + Self.lifetime else { throw Refusal() }
    }

    private static func code(_ stem: String, _ path: String, _ key: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(stem) \(path)".utf8), using: SymmetricKey(data: key))
        return Sessions.hex(Array(code))
    }
}
