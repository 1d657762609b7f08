import HTTPTypes
import SplotDirectory
import SplotLog
import SplotMerge
import SplotNode
import SplotOffice

/// Peers, and how the node is.
struct NodePages: ConsolePage {
    let services: ConsoleServices
    let visit: Visit

    private var node: Node { self.services.node }
    private var phrases: Phrases { self.visit.phrases }

    // MARK: Peers

    func peers(problem: String? = nil, given: String = "") async throws -> PageAnswer {
        let status = try await self.node.status()
        let names = try await ClusterNames(of: self.node)
        var view: PageView = [
            "peers": status.peers.map { self.peer($0, names) }, "hasPeers": !status.peers.isEmpty,
            "logs": status.logs.map { self.log($0, status) }, "given": given,
            "token": self.services.tokenInput(for: "/admin/peers", self.visit),
        ]
        view["problem"] = problem
        var page = Page("peers", title: self.phrases("peers"), place: "admin-peers", view)
        if problem != nil { page.status = .unprocessableContent }
        return .page(page)
    }

    func addPeer(_ sent: Query) async throws -> PageAnswer {
        let address = sent["address"] ?? ""
        do {
            _ = try PeerAddress(address)
        } catch {
            return try await self.peers(problem: self.phrases("peerWrong"), given: address)
        }
        try self.services.use(sent, self.visit)
        _ = try await self.node.addPeer(address)
        self.services.say(PageNotice(text: self.phrases("peerAdded")), to: self.visit)
        return .redirect(self.visit.href("/admin/peers"))
    }

    func removePeer(_ sent: Query) async throws -> PageAnswer {
        guard let address = sent["address"] else { throw PageError.badRequest }
        try self.services.use(sent, self.visit)
        try await self.node.removePeer(address)
        self.services.say(PageNotice(text: self.phrases("peerRemoved")), to: self.visit)
        return .redirect(self.visit.href("/admin/peers"))
    }

    private func peer(_ peer: KnownPeer, _ names: ClusterNames) -> PageView {
        let behind: String =
            switch peer.behind {
            case nil: self.phrases("unknown")
            case 0?: self.phrases("caughtUp")
            case let count?: self.phrases.count("entryCount", Int(clamping: count))
            }
        return [
            "address": peer.address, "cluster": peer.cluster.map { names.text($0) } ?? self.phrases("unknown"),
            "lastSync": peer.lastSync.map { self.visit.formats.age($0, now: self.visit.now) } ?? self.phrases("never"),
            "lastResult": peer.lastResult.map { self.phrases.ifKnown("syncResult.\($0)") ?? $0 } ?? "",
            "behind": behind,
            "token": self.services.tokenInput(for: "/admin/peers/remove", self.visit),
            "removeLabel": self.phrases("removePeer", ["address": peer.address]),
        ]
    }

    private func log(_ log: NodeStatus.Log, _ status: NodeStatus) -> PageView {
        var state: [String] = []
        if log.isOwn { state.append(self.phrases("ownLog")) }
        if let size = log.closedAt { state.append(self.phrases("closedLog", ["n": "\(size)"])) }
        if let position = log.stoppedAt { state.append(self.phrases("stoppedLog", ["n": "\(position)"])) }
        if status.forks.contains(where: { $0.log == log.id }) { state.append(self.phrases("forkedLog")) }
        return [
            "cluster": log.clusterName, "node": log.node, "size": self.visit.formats.number(Int(clamping: log.size)),
            "root": log.root.hex, "rootShort": String(log.root.hex.prefix(12)),
            "href": self.visit.href("/admin/log") + Query([("log", log.id.description)]).encoded,
            "state": state.joined(separator: ", "),
        ]
    }

    // MARK: Health

    func health() async throws -> PageAnswer {
        let health = try await Health(self.services, self.visit)
        let chains = try await self.node.chains()
        let erased = chains.values.flatMap { $0.erasures.values.joined() }
            .reduce(UInt64(0)) { $0 + UInt64($1.count) }
        let figures = try await self.figures()
        let view: PageView = [
            "checks": health.checks.map { check -> PageView in
                [
                    "label": self.phrases(check.key), "text": check.text,
                    "class": check.level.isEmpty ? "good" : check.level,
                ]
            },
            "forks": health.status.forks.map { self.fork($0) }, "hasForks": !health.status.forks.isEmpty,
            "erasures": self.phrases.count("erasureCount", Int(clamping: erased)),
            "faults": health.status.faults.map { fault -> PageView in
                [
                    "key": fault.key.hex, "count": self.visit.formats.number(Int(clamping: fault.count)),
                    "last": self.visit.formats.instant(fault.lastAt),
                ]
            },
            "hasFaults": !health.status.faults.isEmpty,
            "figures": figures, "hasFigures": !figures.isEmpty,
        ]
        return .page(Page("health", title: self.phrases("health"), place: "admin-health", view))
    }

    private func fork(_ fork: NodeStatus.Fork) -> PageView {
        let branches = [fork.smaller, fork.larger]
            .map { "\(self.phrases.count("entryCount", Int(clamping: $0.size))) (\($0.root.hex.prefix(12)))" }
        return [
            "cluster": fork.clusterName, "log": fork.log.description,
            "found": self.visit.formats.instant(fork.foundAt),
            "branches": self.phrases("branchesText", ["first": branches[0], "second": branches[1]]),
        ]
    }

    private func figures() async throws -> [PageView] {
        let records = Collected<ListedRecord>()
        let schema = self.node.schema
        for kind in ["cluster", "organisation", "member", "figure"] {
            try await self.node.forEachRecord(kind: kind) { records.append(ListedRecord($0, schema: schema)) }
        }
        guard let day = PartialDate(Timestamp(self.visit.now).iso8601.prefix(10)) else { return [] }
        let links = ListedRecord.links(of: records.all)
        let warnings = MemberReport(records.all.map(\.record), on: day, links: links).warnings
            .filter { !$0.isInformation }.prefix(50)
        var titles = RecordTitles(self.phrases, self.services.directory(for: self.visit))
        try await titles.load(ids: warnings.flatMap(\.figures))
        return warnings.map { warning in
            [
                "text": self.phrases("figure.\(warning.code.rawValue)"), "detail": warning.message,
                "records": warning.figures.map { figure -> PageView in
                    ["href": self.visit.href(record: figure.description), "title": titles.text(figure)]
                },
            ]
        }
    }
}
