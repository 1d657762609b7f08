import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SplotDirectory
import SplotInterchange
import SplotMerge
import SplotNode

/// Turns what pages give into responses, and every fault into a page that says what is wrong in the reader's language.
struct PageResponder: Sendable {
    /// Who may see a page.
    enum Access: Sendable {
        case everybody
        case editor
        case admin
    }

    /// The most bytes of a form.
    static let formLimit = 1 << 20
    /// The most bytes of a form that anybody may send: a name and a password.
    static let openFormLimit = 64 << 10
    /// The most bytes of a form with a file.
    static let fileLimit = 8 << 20

    let services: ConsoleServices

    private var reading: VisitReading { VisitReading(services: self.services) }

    /// Answers a GET.
    func get<Content: ConsolePage>(
        _ access: Access = .everybody,
        _ handler: @escaping @Sendable (Content, Parameters) async throws -> PageAnswer
    ) -> @Sendable (Request, ConsoleContext) async throws -> Response {
        { request, context in
            try await self.answer(request, context, access) { visit in
                try await handler(Content(services: self.services, visit: visit), context.parameters)
            }
        }
    }

    /// Answers a form that was sent, once its token has been checked.
    func post<Content: ConsolePage>(
        _ access: Access = .editor,
        _ handler: @escaping @Sendable (Content, Parameters, Query) async throws -> PageAnswer
    ) -> @Sendable (Request, ConsoleContext) async throws -> Response {
        { request, context in
            try await self.answer(request, context, access) { visit in
                try self.reading.checkOrigin(request)
                let limit = access == .everybody ? Self.openFormLimit : Self.formLimit
                let body = try await Self.body(of: request, limit: limit, visit.formats)
                guard let text = String(validating: body, as: UTF8.self) else { throw PageError.badText }
                let form = try Query(encoded: text)
                try self.services.check(form.raw(FormToken.field), visit)
                return try await handler(Content(services: self.services, visit: visit), context.parameters, form)
            }
        }
    }

    /// Answers a form with a file, once its token has been checked.
    func upload<Content: ConsolePage>(
        _ handler: @escaping @Sendable (Content, Multipart) async throws -> PageAnswer
    ) -> @Sendable (Request, ConsoleContext) async throws -> Response {
        { request, context in
            try await self.answer(request, context, .editor) { visit in
                try self.reading.checkOrigin(request)
                let body = try await Self.body(of: request, limit: Self.fileLimit, visit.formats)
                let form = try Multipart(body, contentType: request.headers[.contentType] ?? "")
                let token = try form.text(FormToken.field)
                try self.services.check(token, visit)
                try self.services.use(token, visit)
                return try await handler(Content(services: self.services, visit: visit), form)
            }
        }
    }

    /// The page for an address that nobody answers.
    func missing(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let first = request.uri.path.split(separator: "/").first.map(String.init) ?? ""
        let isForeign = first.count == 2 && Language(rawValue: first) == nil
        return try await self.answer(request, context, .everybody) { _ in
            throw isForeign ? PageError.noLanguage : PageError.notFound
        }
    }

    private func answer(
        _ request: Request,
        _ context: ConsoleContext,
        _ access: Access,
        _ body: (Visit) async throws -> PageAnswer
    ) async throws -> Response {
        let tag = request.uri.path.split(separator: "/").first.map(String.init)
        let language = tag.flatMap(Language.init)
        let visit: Visit
        do {
            visit = try self.reading.visit(request, context, language: language)
        } catch let error as PageError {
            // The question mark's part cannot be read: the reader is told so without it.
            let visit = try self.reading.visit(request, context, language: language, isQueryRead: false)
            return try await self.response(self.page(for: error, visit), visit)
        }
        do {
            try self.check(access, visit)
            let answer = try await body(visit)
            return try await self.response(answer, visit)
        } catch {
            var problem = self.problem(error, context)
            if problem.isSignInWanted {
                guard request.method != .get else {
                    let back = Query([("back", visit.path + visit.query.encoded)]).encoded
                    return try await self.response(.redirect(visit.href("/login") + back), visit)
                }
                problem.message = "sessionOver"
            }
            return try await self.response(self.page(for: problem, visit), visit)
        }
    }

    private func check(_ access: Access, _ visit: Visit) throws {
        guard access != .everybody else { return }
        guard let account = visit.account else { throw PageError.signInFirst }
        guard access == .editor || account.role == .admin else { throw PageError.forbidden }
    }

    private func problem(_ error: any Error, _ context: ConsoleContext) -> PageError {
        switch error {
        case let error as PageError: return error
        case let error as NodeError: return PageError(error)
        case let error as InvalidRecord:
            var problem = PageError(status: .badRequest, title: "errorBadRequest", message: "nodeError.invalid")
            problem.details = error.description
            return problem
        case let error as InterchangeError:
            return PageError(
                status: .badRequest,
                title: "errorBadRequest",
                message: "importProblem.\(error.code)",
                values: ["columns": error.columns.joined(separator: ", ")]
            )
        case let error as HTTPError where error.status == .contentTooLarge:
            return PageError.tooLarge("\(Self.formLimit >> 20) MiB")
        default:
            let id = String(context.id.suffix(12))
            // Only the sort of error: its text may hold what somebody has typed.
            self.services.logger.error(
                "A page could not be made",
                metadata: ["request": "\(id)", "error": "\(type(of: error))"]
            )
            return PageError(
                status: .internalServerError,
                title: "errorServer",
                message: "messageServer",
                values: ["id": id]
            )
        }
    }

    private func page(for error: PageError, _ visit: Visit) -> PageAnswer {
        var links = [["href": visit.href("/"), "label": visit.phrases("backToStart")]]
        if visit.account == nil, error.isSignInWanted || error.status == .notFound {
            links.append(["href": visit.href("/login"), "label": visit.phrases("signIn")])
        }
        var view: PageView = ["message": visit.phrases(error.message, error.values), "links": links]
        if let details = error.details, visit.account != nil { view["details"] = details }
        var page = Page("message", title: visit.phrases(error.title), view)
        page.status = error.status
        return .page(page)
    }

    private func response(_ answer: PageAnswer, _ visit: Visit) async throws -> Response {
        switch answer {
        case .redirect(let address, let cookie):
            var headers: HTTPFields = [.location: address, .cacheControl: "no-store"]
            if let cookie { headers[.setCookie] = cookie }
            return Response(status: .seeOther, headers: headers)
        case .page(let page):
            let text = try await PageRenderer(services: self.services).html(page, visit)
            var headers: HTTPFields = [
                .contentType: "text/html; charset=utf-8", .contentLanguage: visit.language.code,
                .cacheControl: visit.account == nil ? "no-cache" : "no-store", .vary: "Cookie, Accept-Language",
            ]
            if let cookie = page.cookie { headers[.setCookie] = cookie }
            return Response(
                status: page.status,
                headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(string: text))
            )
        }
    }

    /// Takes in what is on its way, up to a bound and keeping nothing, so that the browser comes to read the answer.
    private static func discard(_ body: RequestBody) async throws {
        var taken = 0
        for try await chunk in body {
            taken += chunk.readableBytes
            guard taken < 4 * Self.fileLimit else { return }
        }
    }

    private static func body(of request: Request, limit: Int, _ formats: Formats) async throws -> [UInt8] {
        let tooLarge = PageError.tooLarge(formats.size(limit))
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
            try await Self.discard(request.body)
            throw tooLarge
        }
        do {
            return Array(buffer: try await request.body.collect(upTo: limit))
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
    }
}
