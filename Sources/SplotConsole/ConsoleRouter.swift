import HTTPTypes
import Hummingbird
import NIOCore
import SplotDirectory
import SplotNode
import SplotOffice

/// Which address leads where.
struct ConsoleRouter {
    let services: ConsoleServices

    private var pages: PageResponder { PageResponder(services: self.services) }
    private var api: APIResponder { APIResponder(services: self.services) }

    var router: Router<ConsoleContext> {
        let router = Router(context: ConsoleContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: CountingMiddleware(metrics: self.services.metrics))
        router.add(middleware: SecurityHeaders(isSecure: self.services.configuration.isSecure))
        router.add(middleware: MissingPages(pages: self.pages, api: self.api))
        self.addFiles(to: router)
        self.addAPI(to: router)
        for language in Language.allCases {
            let group = router.group(RouterPath(language.code))
            self.addReading(to: group)
            self.addAdministration(to: group)
        }
        return router
    }

    private func addFiles(to router: Router<ConsoleContext>) {
        let services = self.services
        router.get("/") { request, _ -> Response in
            let language = Language.accepted(request.headers[.acceptLanguage])
            return Response(status: .seeOther, headers: [.location: "/\(language.code)/", .vary: "Accept-Language"])
        }
        router.get("/assets/:name") { _, context -> Response in
            guard let response = Assets.response(context.parameters.get("name") ?? "") else {
                throw HTTPError(.notFound)
            }
            return response
        }
        router.get("/healthz") { _, _ -> Response in
            // Whether the database answers, and nothing else: what a load balancer wants to know.
            _ = try await services.node.logSize()
            return Response(
                status: .ok,
                headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: "ok\n"))
            )
        }
        let metrics = MetricsText(services: services)
        router.get(
            "/metrics",
            use: self.api.get { call in
                // They name peers and clusters: nothing for whoever comes along.
                guard call.isSignedIn || call.isLocal else { throw PageError.onlyLocal }
                return APIResponder.Answer(try await metrics.text(), type: "text/plain; version=0.0.4; charset=utf-8")
            }
        )
        let feeds = Feeds(services: services)
        router.get("/feeds/:language/:name", use: self.api.get(isPublic: true) { try await feeds.answer($0) })
    }

    private func addAPI(to router: Router<ConsoleContext>) {
        let records = RecordsAPI(services: self.services)
        let events = ChangeEvents(services: self.services)
        let api = self.api
        let group = router.group("/api/v1")
        group.get(
            "/openapi.json",
            use: api.get(isPublic: true) { _ in APIResponder.Answer(OpenAPI.text, type: "application/json") }
        )
        group.get("/kinds", use: api.get(isPublic: true) { try await records.kinds($0) })
        group.get("/clusters", use: api.get { try await records.clusters($0) })
        group.get("/records", use: api.get { try await records.search($0) })
        group.get("/records/:id", use: api.get { try await records.record($0) })
        group.get("/records/:id/history", use: api.get { try await records.history($0) })
        group.get("/changes", use: api.get { try await records.changes($0) })
        group.get("/statistics", use: api.get { try await records.statistics($0) })
        group.get("/events") { request, context -> Response in
            do {
                return try await events.response(request, context)
            } catch {
                return api.problem(error, context)
            }
        }
    }

    private func addReading(to group: RouterGroup<ConsoleContext>) {
        let pages = self.pages
        group.get("/", use: pages.get { (page: StartPage, _) in try await page.answer() })
        group.get("/search", use: pages.get { (page: ListPage, _) in try await page.answer() })
        group.get(
            "/kinds/:kind",
            use: pages.get { (page: ListPage, parameters) in try await page.answer(kind: parameters.get("kind") ?? "") }
        )
        group.get(
            "/records/:id",
            use: pages.get { (page: RecordPage, parameters) in try await page.answer(parameters.get("id") ?? "") }
        )
        group.get("/pictures", use: pages.get { (page: PicturesPage, _) in try await page.answer() })
        let suggest = SuggestAnswer(services: services)
        let api = self.api
        group.get("/suggest") { request, context -> Response in
            do {
                return try await suggest.response(request, context)
            } catch {
                return api.problem(error, context)
            }
        }
        group.get("/login", use: pages.get { (page: LoginPage, _) in page.answer() })
        group.post("/login", use: pages.post(.everybody) { (page: LoginPage, _, form) in try await page.signIn(form) })
        group.post("/logout", use: pages.post(.everybody) { (page: LoginPage, _, form) in page.signOut(form) })
    }

    private func addAdministration(to group: RouterGroup<ConsoleContext>) {
        let pages = self.pages
        let admin = group.group("/admin")
        admin.get("/", use: pages.get(.editor) { (page: AdminPage, _) in try await page.answer() })
        admin.get(
            "/records/new/:kind",
            use: pages.get(.editor) { (page: EditPages, parameters) in
                try await page.new(parameters.get("kind") ?? "")
            }
        )
        admin.post(
            "/records/new/:kind",
            use: pages.post { (page: EditPages, parameters, form) in
                try await page.create(parameters.get("kind") ?? "", form)
            }
        )
        admin.get(
            "/records/:id/edit",
            use: pages.get(.editor) { (page: EditPages, parameters) in try await page.edit(parameters.get("id") ?? "") }
        )
        admin.post(
            "/records/:id/edit",
            use: pages.post { (page: EditPages, parameters, form) in
                try await page.save(parameters.get("id") ?? "", form)
            }
        )
        admin.post(
            "/records/:id/delete",
            use: pages.post { (page: EditPages, parameters, form) in
                try await page.setDeleted(true, parameters.get("id") ?? "", form)
            }
        )
        admin.post(
            "/records/:id/restore",
            use: pages.post { (page: EditPages, parameters, form) in
                try await page.setDeleted(false, parameters.get("id") ?? "", form)
            }
        )
        admin.post(
            "/records/:id/resolve",
            use: pages.post { (page: InboxPages, parameters, form) in
                try await page.resolve(parameters.get("id") ?? "", form)
            }
        )
        admin.post(
            "/records/:id/suggestion",
            use: pages.post { (page: InboxPages, parameters, form) in
                try await page.settleSuggestion(parameters.get("id") ?? "", form)
            }
        )
        admin.get("/conflicts", use: pages.get(.editor) { (page: InboxPages, _) in try await page.conflicts() })
        admin.get("/suggestions", use: pages.get(.editor) { (page: InboxPages, _) in try await page.suggestions() })
        admin.get("/duplicates", use: pages.get(.editor) { (page: InboxPages, _) in try await page.duplicates() })
        admin.post("/duplicates", use: pages.post { (page: InboxPages, _, form) in try await page.link(form) })
        self.addImport(to: admin)
        self.addNode(to: admin)
    }

    private func addImport(to admin: RouterGroup<ConsoleContext>) {
        let pages = self.pages
        admin.get("/import", use: pages.get(.editor) { (page: ImportPages, _) in try await page.form() })
        admin.post("/import", use: pages.upload { (page: ImportPages, form) in try await page.preview(form) })
        admin.post("/import/map", use: pages.post { (page: ImportPages, _, form) in try await page.map(form) })
        admin.post("/import/confirm", use: pages.post { (page: ImportPages, _, form) in try await page.confirm(form) })
    }

    private func addNode(to admin: RouterGroup<ConsoleContext>) {
        let pages = self.pages
        admin.get("/peers", use: pages.get(.editor) { (page: NodePages, _) in try await page.peers() })
        admin.post("/peers", use: pages.post(.admin) { (page: NodePages, _, form) in try await page.addPeer(form) })
        admin.post(
            "/peers/remove",
            use: pages.post(.admin) { (page: NodePages, _, form) in try await page.removePeer(form) }
        )
        admin.get("/health", use: pages.get(.editor) { (page: NodePages, _) in try await page.health() })
        admin.get("/log", use: pages.get(.editor) { (page: LogPages, _) in try await page.timeline() })
        admin.get(
            "/log/:log/:position",
            use: pages.get(.editor) { (page: LogPages, parameters) in
                try await page.entry(parameters.get("log") ?? "", parameters.get("position") ?? "")
            }
        )
    }
}

/// Gives a page, or a problem for programs, for every address that leads nowhere.
struct MissingPages: RouterMiddleware {
    let pages: PageResponder
    let api: APIResponder

    func handle(
        _ request: Request,
        context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound || error.status == .methodNotAllowed {
            let path = request.uri.path
            if ["/api/", "/feeds/"].contains(where: path.hasPrefix) {
                return self.api.problem(
                    APIError(status: .notFound, detail: "there is nothing at this address"),
                    context
                )
            }
            return try await self.pages.missing(request, context)
        }
    }
}
