import SplotMerge
import SplotNode

/// How the node is, check by check.
struct Health {
    /// One thing that is looked at.
    struct Check {
        var key: String
        /// Empty when all is well, `warn` or `bad`.
        var level: String
        var text: String
    }

    let status: NodeStatus
    let checks: [Check]

    /// Whether nothing needs attention.
    var isFine: Bool { self.checks.allSatisfy { $0.level.isEmpty } }

    /// After how long without a sync somebody should look, in seconds.
    private static let syncLimit: UInt64 = 86_400

    init(_ services: ConsoleServices, _ visit: Visit) async throws {
        let status = try await services.node.status()
        self.status = status
        let (phrases, formats) = (visit.phrases, visit.formats)
        var checks: [Check] = []
        let own = status.logs.first { $0.isOwn }
        let entries = phrases.count("entryCount", Int(clamping: own?.size ?? 0))
        let isClosed = own.map { $0.closedAt != nil || $0.stoppedAt != nil } ?? true
        checks.append(
            Check(key: "checkLog", level: isClosed ? "bad" : "", text: isClosed ? phrases("nodeError.closed") : entries)
        )
        checks.append(
            Check(
                key: "checkForks",
                level: status.forks.isEmpty ? "" : "bad",
                text: status.forks.isEmpty
                    ? phrases("noForks") : status.forks.map(\.clusterName).joined(separator: ", ")
            )
        )
        let late = status.peers.filter { peer in peer.lastSync.map { visit.now > $0 + Self.syncLimit } ?? true }
        let peers = late.map { peer in
            peer.lastSync.map { last in
                phrases("syncOld", ["peer": peer.address, "age": formats.age(last, now: visit.now)])
            } ?? phrases("syncNever", ["peer": peer.address])
        }
        let fine = status.peers.isEmpty ? "noPeersYet" : "syncFine"
        checks.append(
            Check(
                key: "checkPeers",
                level: late.isEmpty ? "" : "warn",
                text: late.isEmpty ? phrases(fine) : peers.joined(separator: "; ")
            )
        )
        checks.append(
            Check(
                key: "checkConflicts",
                level: status.conflicts == 0 ? "" : "warn",
                text: status.conflicts == 0 ? phrases("noConflicts") : phrases.count("conflictCount", status.conflicts)
            )
        )
        checks.append(Check(key: "checkDigest", level: "", text: status.directoryDigest.hex))
        self.checks = checks
    }
}
