import SplotMerge
import SplotNode

/// What is measured, in Prometheus' text format 0.0.4.
struct MetricsText: Sendable {
    let services: ConsoleServices

    func text() async throws -> String {
        let status = try await self.services.node.status()
        let counts = self.services.metrics.counts
        var text = ""
        func metric(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: String)]) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
            for sample in samples { text += "\(name)\(sample.labels) \(sample.value)\n" }
        }
        metric(
            "splot_records",
            "gauge",
            "Records in the directory by kind.",
            status.counts.sorted { $0.key < $1.key }.map { ("{kind=\"\(Self.escaped($0.key))\"}", "\($0.value)") }
        )
        metric(
            "splot_log_entries",
            "gauge",
            "Entries of each log that is held.",
            status.logs.map { log in
                (
                    "{cluster=\"\(Self.escaped(log.clusterName))\",log=\"\(log.id.description.prefix(16))\"}",
                    "\(log.size)"
                )
            }
        )
        metric("splot_conflicts", "gauge", "Places where clusters disagree.", [("", "\(status.conflicts)")])
        metric("splot_suggestions", "gauge", "Open suggestions.", [("", "\(status.suggestions)")])
        metric("splot_forks", "gauge", "Logs that are proven to be forked.", [("", "\(status.forks.count)")])
        metric(
            "splot_peer_last_sync_timestamp_seconds",
            "gauge",
            "When a sync with each peer last came to its end.",
            status.peers.compactMap { peer in
                peer.lastSync.map { ("{peer=\"\(Self.escaped(peer.address))\"}", "\($0)") }
            }
        )
        metric(
            "splot_peer_behind_entries",
            "gauge",
            "Entries that each peer was not offered yet.",
            status.peers.compactMap { peer in
                peer.behind.map { ("{peer=\"\(Self.escaped(peer.address))\"}", "\($0)") }
            }
        )
        metric("splot_console_sessions", "gauge", "People signed in.", [("", "\(self.services.sessions.count)")])
        metric(
            "splot_console_listeners",
            "gauge",
            "Connections that wait for changes.",
            [("", "\(self.services.changes.count)")]
        )
        metric(
            "splot_console_sign_ins_total",
            "counter",
            "Attempts to sign in by outcome.",
            ["signed_in", "wrong", "locked"].map { ("{outcome=\"\($0)\"}", "\(counts.signIns[$0] ?? 0)") }
        )
        metric(
            "splot_console_responses_total",
            "counter",
            "Responses by the first digit of their status.",
            (1...5).map { ("{status=\"\($0)xx\"}", "\(counts.responses[$0] ?? 0)") }
        )
        let total = counts.responses.values.reduce(0, +)
        let name = "splot_console_response_duration_seconds"
        text += "# HELP \(name) How long responses took.\n# TYPE \(name) histogram\n"
        for (bound, count) in zip(ConsoleMetrics.buckets, counts.durations) {
            text += "\(name)_bucket{le=\"\(bound)\"} \(count)\n"
        }
        text += "\(name)_bucket{le=\"+Inf\"} \(total)\n\(name)_sum \(counts.seconds)\n\(name)_count \(total)\n"
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
