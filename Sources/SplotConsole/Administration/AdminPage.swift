import SplotDirectory
import SplotNode

/// What there is to do, and what can be added.
struct AdminPage: ConsolePage {
    let services: ConsoleServices
    let visit: Visit

    func answer() async throws -> PageAnswer {
        let phrases = self.visit.phrases
        let counts = try await self.services.node.disagreementCounts()
        let health = try await Health(self.services, self.visit)
        func task(_ path: String, _ key: String, _ text: String) -> PageView {
            ["href": self.visit.href("/admin\(path)"), "label": phrases(key), "text": text]
        }
        let view: PageView = [
            "tasks": [
                task("/conflicts", "conflicts", phrases.count("conflictCount", counts.conflicts)),
                task("/suggestions", "suggestions", phrases.count("suggestionCount", counts.suggestions)),
                task("/duplicates", "duplicates", phrases("duplicatesHint")),
                task("/import", "import", phrases("importHint")),
                task("/peers", "peers", phrases.count("peerCount", health.status.peers.count)),
                task("/health", "health", phrases(health.isFine ? "allIsWell" : "somethingIsWrong")),
            ],
            "kinds": self.services.node.schema.kinds.map { kind -> PageView in
                ["href": self.visit.href("/admin/records/new/\(kind.name)"), "label": phrases("kind.\(kind.name).new")]
            },
        ]
        return .page(Page("admin", title: phrases("administration"), place: "admin", view))
    }
}
