import HTTPTypes
import Hummingbird

/// Adds to every response what keeps browsers from doing more with it than show it.
struct SecurityHeaders: RouterMiddleware {
    /// Everything comes from the console itself; nothing written in a page is run or styles it
    /// (https://www.w3.org/TR/CSP3/).
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    /// Whether browsers are told to come by TLS only.
    let isSecure: Bool

    func handle(
        _ request: Request,
        context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let headers: [(HTTPField.Name, String)] = [
            (.contentSecurityPolicy, Self.contentSecurityPolicy), (.xContentTypeOptions, "nosniff"),
            (Self.referrerPolicy, "same-origin"), (Self.openerPolicy, "same-origin"),
            (Self.resourcePolicy, "same-origin"),
        ]
        for (name, value) in headers where response.headers[name] == nil { response.headers[name] = value }
        if self.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }

    private static let referrerPolicy = Self.name("Referrer-Policy")
    private static let openerPolicy = Self.name("Cross-Origin-Opener-Policy")
    private static let resourcePolicy = Self.name("Cross-Origin-Resource-Policy")

    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .xContentTypeOptions }
}
