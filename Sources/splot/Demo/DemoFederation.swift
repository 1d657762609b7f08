import Logging
import SplotLog
import SplotNode

/// The three nodes, each answering at a port of its own while the story is told.
struct DemoFederation: Sendable {
    /// One node.
    struct Member: Sendable {
        var cluster: DemoCluster
        var path: String
        var node: Node
        var address = ""
    }

    private(set) var members: [Member] = []

    /// Founds the clusters.
    init(_ clusters: [DemoCluster], in directory: String) async throws {
        for cluster in clusters {
            let path = "\(directory)/\(cluster.folder)"
            let node = try await Node.create(at: path, cluster: cluster.name, node: "office")
            self.members.append(Member(cluster: cluster, path: path, node: node))
        }
    }

    /// Has everybody trust everybody: the cards go by mail, the fingerprints by telephone.
    func exchangeCards() async throws {
        for sender in self.members {
            // What is sent is the file, so that is what is read.
            let card = try Card(text: try await sender.node.card().text)
            for receiver in self.members where receiver.node.cluster != sender.node.cluster {
                try await receiver.node.trust(card)
            }
        }
    }

    /// Runs a closure while all nodes answer.
    ///
    /// - Parameter body: Gets the federation with the addresses filled in.
    /// - Returns: The same.
    /// - Throws: What the closure throws, or why a node cannot listen.
    func answering(
        _ body: @escaping @Sendable (DemoFederation) async throws -> Void
    ) async throws -> DemoFederation {
        let (bound, boundContinuation) = AsyncStream.makeStream(of: (index: Int, address: PeerAddress?).self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, member) in self.members.enumerated() {
                group.addTask {
                    // Whoever waits for the address must hear of a failure as well.
                    defer { boundContinuation.yield((index, nil)) }
                    let logger = StandardErrorLog.logger(level: .critical)
                    try await member.node.serve(on: PeerAddress("127.0.0.1:0"), logger: logger) { address in
                        boundContinuation.yield((index, address))
                    }
                }
            }
            var federation = self
            var missing = self.members.count
            for await (index, address) in bound {
                guard let address else {
                    try await group.waitForAll()
                    throw CommandError(.unavailable, "a node stopped answering: try once more")
                }
                federation.members[index].address = address.description
                missing -= 1
                if missing == 0 { break }
            }
            try await federation.addNeighbours()
            try await body(federation)
            group.cancelAll()
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
            return federation
        }
    }

    /// Has every node sync with those beside it, twice, so that what one end says reaches the other.
    ///
    /// - Returns: How many entries went over the wire.
    func sync() async throws -> UInt64 {
        var entries: UInt64 = 0
        for _ in 0..<2 {
            for member in self.members {
                let logger = StandardErrorLog.logger(level: .critical)
                for result in try await member.node.sync(logger: logger) {
                    guard result.outcome == .caughtUp else {
                        let reason = result.message ?? result.outcome.rawValue
                        throw CommandError(.unavailable, "\(member.cluster.short) cannot sync: \(reason)")
                    }
                    entries += result.entriesSent + result.entriesReceived
                }
            }
        }
        return entries
    }

    private func addNeighbours() async throws {
        for (left, right) in zip(self.members, self.members.dropFirst()) {
            try await left.node.addPeer(right.address)
            try await right.node.addPeer(left.address)
        }
    }
}
