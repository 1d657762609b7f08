import Hummingbird
import Mustache
import SplotNode

/// Puts what is on every page around a page, and renders it.
struct PageRenderer {
    let services: ConsoleServices

    /// The kinds of record that the navigation leads to.
    static let navigation = ["member", "partner", "project", "event", "offer", "notice", "cluster"]

    /// A page as HTML.
    ///
    /// - Throws: `StoreError` when what is counted for the navigation cannot be read.
    func html(_ page: Page, _ visit: Visit) async throws -> String {
        let phrases = visit.phrases
        var view = page.view
        view["t"] = phrases.forTemplates
        view["lang"] = visit.language.code
        view["title"] = page.title
        view["subtitle"] = page.subtitle
        view["site"] = phrases("site")
        view["query"] = view["query"] ?? page.words ?? ""
        view["assets"] = Assets.version
        view["footer"] = phrases("footer", ["cluster": self.services.clusterName])
        view["languages"] = Language.allCases.map { language -> PageView in
            [
                "code": language.code, "name": language.name, "current": language == visit.language,
                "href": "/\(language.code)\(visit.path)\(visit.query.encoded)",
            ]
        }
        view["navigation"] = self.navigation(page, visit)
        if let account = visit.account {
            view["account"] =
                [
                    "name": account.name, "logoutToken": self.services.tokenInput(for: "/logout", visit),
                    "adminCurrent": page.place?.hasPrefix("admin") ?? false,
                ] as PageView
            view["administration"] = try await self.administration(page, visit)
            view["isAdmin"] = account.role == .admin
        }
        if let token = visit.token, let notice = self.services.sessions.takeNotice(token) {
            var shown: PageView = ["kind": notice.kind, "text": notice.text]
            if let link = notice.link { (shown["href"], shown["link"]) = (link.href, link.label) }
            view["notice"] = shown
        }
        guard let html = self.services.library.render(view, withTemplate: page.template) else {
            throw HTTPError(.internalServerError)
        }
        return html
    }

    private func navigation(_ page: Page, _ visit: Visit) -> [PageView] {
        func item(_ place: String, _ path: String, _ label: String) -> PageView {
            ["href": visit.href(path), "label": label, "current": page.place == place]
        }
        return [item("start", "/", visit.phrases("start"))]
            + Self.navigation.map { item($0, "/kinds/\($0)", visit.phrases.kinds($0)) }
            + [item("pictures", "/pictures", visit.phrases("pictures"))]
    }

    private func administration(_ page: Page, _ visit: Visit) async throws -> [PageView] {
        let counts = try await self.services.node.disagreementCounts()
        func item(_ name: String, _ path: String, _ key: String, badge: Int = 0) -> PageView {
            var view: PageView = [
                "href": visit.href("/admin\(path)"), "label": visit.phrases(key), "current": page.place == name,
            ]
            if badge > 0 { view["badge"] = visit.formats.number(badge) }
            return view
        }
        return [
            item("admin", "", "adminHome"), item("admin-import", "/import", "import"),
            item("admin-conflicts", "/conflicts", "conflicts", badge: counts.conflicts),
            item("admin-suggestions", "/suggestions", "suggestions", badge: counts.suggestions),
            item("admin-duplicates", "/duplicates", "duplicates"), item("admin-peers", "/peers", "peers"),
            item("admin-log", "/log", "logPage"), item("admin-health", "/health", "health"),
        ]
    }
}
