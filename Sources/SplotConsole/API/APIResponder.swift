import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SplotMerge
import SplotNode
import SplotOffice

/// Answers programs: JSON with an entity tag, and problems as RFC 9457 has them.
struct APIResponder: Sendable {
    /// A request as the API sees it.
    struct Call: Sendable {
        var query: Query
        var parameters: Parameters
        /// Whether somebody has signed in.
        var isSignedIn: Bool
        /// Whether it comes from this machine, and through no proxy.
        var isLocal: Bool
        var directory: VisibleDirectory
        var now: UInt64
        /// What addresses of this console begin with.
        var origin: String
    }

    /// What a call is answered with.
    struct Answer: Sendable {
        var body: [UInt8]
        var type = "application/json"
        /// Addresses in the header `Link` (RFC 8288), by relation.
        var links: [(relation: String, address: String)] = []

        init(_ json: JSON) { self.body = Array((json.text + "\n").utf8) }

        init(_ text: String, type: String) {
            self.body = Array(text.utf8)
            self.type = type
        }
    }

    let services: ConsoleServices

    private static let link = HTTPField.Name("Link") ?? .location

    /// Answers a GET.
    ///
    /// - Parameters:
    ///   - isPublic: Whether it is the same for everybody; otherwise who has signed in may see more.
    ///   - handler: Works out the answer.
    /// - Returns: A handler for the router.
    func get(
        isPublic: Bool = false,
        _ handler: @escaping @Sendable (Call) async throws -> Answer
    ) -> @Sendable (Request, ConsoleContext) async throws -> Response {
        { request, context in
            do {
                let visit = try VisitReading(services: self.services).visit(request, context, language: nil)
                let isSignedIn = visit.account != nil && !isPublic
                let call = Call(
                    query: visit.query,
                    parameters: context.parameters,
                    isSignedIn: isSignedIn,
                    isLocal: VisitReading.isLocal(request, context),
                    directory: VisibleDirectory(node: self.services.node, isPublicOnly: !isSignedIn),
                    now: visit.now,
                    origin: self.origin(request)
                )
                return self.response(try await handler(call), request, isSignedIn)
            } catch {
                return self.problem(error, context)
            }
        }
    }

    /// What is wrong, as `application/problem+json` (RFC 9457).
    func problem(_ error: any Error, _ context: ConsoleContext) -> Response {
        let (status, detail): (HTTPResponse.Status, String)
        switch error {
        case let error as APIError: (status, detail) = (error.status, error.detail)
        case let error as PageError:
            (status, detail) = (error.status, Phrases(.english)(error.message, error.values))
        case let error as NodeError:
            (status, detail) = (PageError(error).status, error.message)
        default:
            (status, detail) = (.internalServerError, "something went wrong here; the server's log tells more")
            self.services.logger.error(
                "A call could not be answered",
                metadata: ["request": "\(context.id)", "error": "\(type(of: error))"]
            )
        }
        let body = JSON.object([
            "status": .integer(status.code), "title": .string(status.reasonPhrase), "detail": .string(detail),
        ])
        return Response(
            status: status,
            headers: [.contentType: "application/problem+json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body.text + "\n"))
        )
    }

    private func origin(_ request: Request) -> String {
        let configuration = self.services.configuration
        let given = request.head.authority ?? ""
        // Whatever a stranger writes into the header comes back to that stranger alone, but only if it is a host.
        let isHost = (try? PeerAddress(given)) != nil
        let host = isHost ? given : "\(configuration.host):\(configuration.port)"
        return "\(configuration.isSecure ? "https" : "http")://\(host)"
    }

    private func response(_ answer: Answer, _ request: Request, _ isSignedIn: Bool) -> Response {
        let tag = "\"\(Sessions.hex(Array(SHA256.hash(data: Data(answer.body)).prefix(16))))\""
        var headers: HTTPFields = [
            .contentType: answer.type, .eTag: tag, .vary: "Cookie",
            .cacheControl: isSignedIn ? "private, no-cache" : "no-cache",
        ]
        if !answer.links.isEmpty {
            headers[Self.link] = answer.links.map { "<\($0.address)>; rel=\"\($0.relation)\"" }.joined(separator: ", ")
        }
        let known = (request.headers[.ifNoneMatch] ?? "").split(separator: ",")
            .map { $0.trimmingCharacters(in: .whitespaces).replacing("W/", with: "") }
        if known.contains(tag) || known == ["*"] { return Response(status: .notModified, headers: headers) }
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }
}

/// Why a call is refused.
struct APIError: Error, Sendable {
    var status: HTTPResponse.Status
    /// What is wrong and what to do, in English.
    var detail: String

    static func badRequest(_ detail: String) -> APIError { APIError(status: .badRequest, detail: detail) }
}
