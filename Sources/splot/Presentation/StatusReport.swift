import SplotLog
import SplotMerge
import SplotNode
import SplotOffice

/// How a node stands, for people and for programs.
struct StatusReport {
    let status: NodeStatus
    let clusters: ClusterNames

    func print(to output: Output) {
        let status = self.status
        output.line(Plain.line("\(status.clusterName), node \(status.node)"))
        output.line("directory digest  \(status.directoryDigest.hex)")
        let counts = status.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let total = String(status.counts.values.reduce(0, +))
        let records = counts.isEmpty ? total : "\(total): \(counts.joined(separator: ", "))"
        output.line(Plain.line("records           \(records)"))
        let conflicts = status.conflicts == 0 ? "none" : "\(status.conflicts): splot conflicts lists them"
        output.line("conflicts         \(conflicts)")
        if status.suggestions > 0 { output.line("suggestions       \(status.suggestions) open") }
        output.line()
        output.table(self.logs)
        for fork in status.forks { output.line(Self.text(fork)) }
        for fault in status.faults { output.line(Self.text(fault)) }
        output.line()
        if status.peers.isEmpty {
            output.line("There are no peers yet: splot peer add HOST:PORT adds one.")
        } else {
            output.table(PeerRows.table(status.peers, clusters: self.clusters))
        }
    }

    var json: JSON {
        let status = self.status
        return .object([
            "cluster": .string(status.clusterName),
            "clusterId": .string(status.cluster.description),
            "node": .string(status.node),
            "directoryDigest": .string(status.directoryDigest.hex),
            "logs": .array(status.logs.map(Self.json)),
            "forks": .array(status.forks.map(Self.json)),
            "faults": .array(status.faults.map(Self.json)),
            "peers": .array(status.peers.map { PeerRows.json($0, clusters: self.clusters) }),
            "counts": .object(status.counts.mapValues { .integer($0) }),
            "conflicts": .integer(status.conflicts),
            "suggestions": .integer(status.suggestions),
        ])
    }

    private static func text(_ fork: NodeStatus.Fork) -> String {
        Plain.line(
            "FORKED: log \(Short.id(fork.log)) of \(fork.clusterName) has two branches, signed at "
                + "\(fork.smaller.size) and \(fork.larger.size) entries (found \(Timestamp(fork.foundAt).short)). "
                + "Nothing of it travels until its cluster closes it."
        )
    }

    private static func text(_ fault: NodeStatus.Fault) -> String {
        let pause = fault.pause.map { "; it is not heard for another \($0) s" } ?? ""
        let times = fault.count == 1 ? "once" : "\(fault.count) times"
        return "BAD DATA: the node with key \(fault.key.hex.prefix(16)) sent what does not verify \(times), last on "
            + "\(Timestamp(fault.lastAt).short)\(pause). Tell its administrator."
    }

    private static func json(_ fork: NodeStatus.Fork) -> JSON {
        func json(_ checkpoint: Checkpoint) -> JSON {
            .object([
                "size": .integer(checkpoint.size),
                "root": .string(checkpoint.root.hex),
                "signature": .string(
                    checkpoint.signature.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                ),
            ])
        }
        return .object([
            "log": .string(fork.log.description),
            "cluster": .string(fork.clusterName),
            "clusterId": .string(fork.cluster.description),
            "foundAt": .time(fork.foundAt),
            "smaller": json(fork.smaller),
            "larger": json(fork.larger),
        ])
    }

    private static func json(_ fault: NodeStatus.Fault) -> JSON {
        .object([
            "key": .string(fault.key.hex),
            "count": .integer(fault.count),
            "lastAt": .time(fault.lastAt),
            "pauseSeconds": fault.pause.map { .integer($0) } ?? .null,
        ])
    }

    private var logs: Table {
        var table = Table([
            Table.Column("LOG"), Table.Column("CLUSTER", isFlexible: true), Table.Column("NODE"),
            Table.Column("ENTRIES", isNumeric: true), Table.Column("ROOT"), Table.Column(""),
        ])
        for log in self.status.logs {
            var remarks = log.isOwn ? ["this node's"] : []
            if let size = log.closedAt { remarks.append("closed at \(size)") }
            if let position = log.stoppedAt { remarks.append("not understood from #\(position) on: update splot") }
            table.add([
                Short.id(log.id), log.clusterName, log.node, String(log.size), String(log.root.hex.prefix(16)),
                remarks.joined(separator: ", "),
            ])
        }
        return table
    }

    private static func json(_ log: NodeStatus.Log) -> JSON {
        .object([
            "log": .string(log.id.description),
            "cluster": .string(log.clusterName),
            "clusterId": .string(log.cluster.description),
            "node": .string(log.node),
            "size": .integer(log.size),
            "root": .string(log.root.hex),
            "own": .boolean(log.isOwn),
            "closedAt": log.closedAt.map { .integer($0) } ?? .null,
            "stoppedAt": log.stoppedAt.map { .integer($0) } ?? .null,
        ])
    }
}
