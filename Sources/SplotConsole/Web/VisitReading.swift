import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import SplotNode

/// Finds out who asks, and in which language.
struct VisitReading: Sendable {
    /// The cookie of a session.
    static let sessionCookie = "splot-session"
    /// The cookie that the tokens of forms are made with before signing in.
    static let visitorCookie = "splot-visitor"

    let services: ConsoleServices

    /// Reads a request.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - context: Says where it comes from.
    ///   - language: The language that the address names; the one the browser asks for when `nil`.
    ///   - isQueryRead: Whether what stands after the question mark is wanted.
    /// - Returns: What the pages need to know of it.
    /// - Throws: ``PageError`` when that cannot be read.
    func visit(
        _ request: Request,
        _ context: ConsoleContext,
        language: Language?,
        isQueryRead: Bool = true
    ) throws -> Visit {
        let accepted = Language.accepted(request.headers[.acceptLanguage])
        let phrases = Phrases(language ?? accepted)
        var token = request.cookies[Self.sessionCookie]?.value
        var session = token.flatMap { self.services.sessions.session($0) }
        if let known = session {
            // An account that is gone, or has a new password or role, has no session any more.
            let entry = try? self.services.accounts.entry(known.account.name)
            if entry?.generation != known.generation {
                if let token { self.services.sessions.end(token) }
                session = nil
            }
        }
        if session == nil { token = nil }
        let visitor = request.cookies[Self.visitorCookie]?.value.nonempty
        let path = request.uri.path
        let bare = language.map { path.hasPrefix("/\($0.code)") ? String(path.dropFirst(3)) : path } ?? path
        return Visit(
            phrases: phrases,
            formats: Formats(phrases, timeZone: self.services.configuration.timeZone),
            token: token,
            session: session,
            visitor: visitor,
            formKey: session.map { self.formKey(account: $0) } ?? visitor.map { self.formKey(visitor: $0) },
            path: bare,
            query: try Query(encoded: isQueryRead ? request.uri.query ?? "" : ""),
            address: self.address(request, context),
            now: self.services.environment.now()
        )
    }

    /// What the tokens of forms are made with for a visitor who has not signed in.
    func formKey(visitor cookie: String) -> [UInt8] { self.formKey("visitor \(cookie)") }

    /// What the tokens of forms are made with for an account: a new password or role makes another.
    func formKey(account session: Session) -> [UInt8] {
        self.formKey("account \(session.generation) \(session.account.name)")
    }

    private func formKey(_ reader: String) -> [UInt8] {
        let secret = SymmetricKey(data: self.services.formSecret)
        return Array(HMAC<SHA256>.authenticationCode(for: Data(reader.utf8), using: secret))
    }

    /// A cookie that only this server gets back, and no script sees.
    ///
    /// `Secure` is left out only on this machine's own loopback, where there is no TLS.
    func cookie(_ name: String, _ value: String, seconds: UInt64? = nil) -> String {
        let secure = self.services.configuration.isSecure ? "; Secure" : ""
        let age = seconds.map { "; Max-Age=\($0)" } ?? ""
        return "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax\(secure)\(age)"
    }

    /// Refuses what another site has a browser send.
    ///
    /// - Throws: ``PageError`` when the request says it comes from elsewhere (Fetch Metadata, RFC 6454).
    func checkOrigin(_ request: Request) throws {
        if let site = request.headers[Self.fetchSite], site != "same-origin", site != "none" { throw PageError.formOld }
        guard let origin = request.headers[.origin], origin != "null" else { return }
        let host = origin.firstRange(of: "://").map { String(origin[$0.upperBound...]) }
        guard host?.lowercased() == request.head.authority?.lowercased() else { throw PageError.formOld }
    }

    /// Whether a request comes from this machine, asks for this machine, and no proxy says that it passes it on.
    static func isLocal(_ request: Request, _ context: ConsoleContext) -> Bool {
        let loopback = ["127.0.0.1", "::1", "::ffff:127.0.0.1", "localhost"]
        let host = request.head.authority.flatMap { try? PeerAddress($0) }?.host ?? ""
        return loopback.contains(context.remoteAddress ?? "") && loopback.contains(host)
            && Self.forwarding.allSatisfy { request.headers[$0] == nil }
    }

    private static let forwarding = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"]
        .compactMap { HTTPField.Name($0) }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin

    // Of what the proxy says only the last: whatever stands before came from outside.
    private func address(_ request: Request, _ context: ConsoleContext) -> String {
        let remote = context.remoteAddress ?? "unknown"
        guard self.services.configuration.isBehindProxy, let name = HTTPField.Name("X-Forwarded-For"),
            let last = request.headers[name]?.split(separator: ",").last
        else { return remote }
        return String(last.trimmingCharacters(in: .whitespaces).prefix(64))
    }
}

extension String {
    fileprivate var nonempty: String? { self.isEmpty ? nil : self }
}
