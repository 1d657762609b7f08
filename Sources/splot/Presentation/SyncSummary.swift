import SplotMerge
import SplotNode
import SplotOffice

/// How a sync went, for people and for programs.
struct SyncSummary {
    let results: [SyncResult]
    let clusters: ClusterNames

    /// How the program ends: with what most needs a person.
    var status: ExitStatus {
        let found = Set(self.results.map(Self.status))
        let order: [ExitStatus] = [.data, .noPermission, .software, .unavailable, .temporary]
        return order.first(where: found.contains) ?? .success
    }

    /// What did not go well, one sentence a peer.
    var complaints: [String] {
        self.results.compactMap { result in
            guard Self.status(of: result) != .success || result.message != nil else { return nil }
            let message = result.message ?? result.outcome.rawValue
            return message.contains(result.address) ? message : "\(result.address): \(message)"
        }
    }

    /// One line for each peer with which something was exchanged, or for all.
    func print(to output: Output, isVerbose: Bool) {
        for result in self.results where isVerbose || result.entriesSent + result.entriesReceived > 0 {
            let name = result.cluster.map { " (\(self.clusters.text($0)))" } ?? ""
            let entries = "\(result.entriesReceived) entries received, \(result.entriesSent) sent"
            let bytes = "\(ByteCount.text(result.bytesReceived)) in, \(ByteCount.text(result.bytesSent)) out"
            let seconds = JSON.seconds(result.seconds).text
            output.line(Plain.line("\(result.address)\(name): \(entries) (\(bytes), \(seconds) s)"))
        }
    }

    var json: JSON {
        .object([
            "peers": .array(
                self.results.map { result in
                    .object([
                        "address": .string(result.address),
                        "cluster": .text(result.cluster.flatMap { self.clusters[$0] }),
                        "clusterId": .text(of: result.cluster),
                        "result": .string(result.outcome.rawValue),
                        "message": .text(result.message),
                        "entriesSent": .integer(result.entriesSent),
                        "entriesReceived": .integer(result.entriesReceived),
                        "bytesSent": .integer(result.bytesSent),
                        "bytesReceived": .integer(result.bytesReceived),
                        "roundTrips": .integer(result.roundTrips),
                        "seconds": .seconds(result.seconds),
                        "forks": .array(result.forks.map { .string($0.description) }),
                        "notReceived": .array(result.notReceived.map { .string($0.description) }),
                    ])
                }
            )
        ])
    }

    private static func status(of result: SyncResult) -> ExitStatus {
        switch result.outcome {
        // Two branches of one log need a person as much as bad data does.
        case .caughtUp: result.forks.isEmpty ? .success : .data
        case .unreachable: .unavailable
        case .refused: .noPermission
        case .badData: .data
        case .timeout: .temporary
        case .failed: .software
        }
    }
}
