import SplotLog
import SplotMerge
import SplotSync

/// What two nodes that hold very many logs say to each other, for measuring: a session over a connection within the
/// process, between nodes whose logs stand on paper.
public struct FrontierMeasure: Sendable {
    private let first: PaperReplica
    private let second: PaperReplica

    /// What a session has said, both ways, inside TLS.
    public struct Said: Sendable {
        /// The bytes of both sides.
        public var bytes: Int
        /// How often one waited for the other.
        public var roundTrips: Int
    }

    /// Makes two nodes that hold the same of all logs, and do not know it yet.
    ///
    /// - Parameters:
    ///   - clusters: How many clusters they trust.
    ///   - logs: How many logs each of them has.
    public init(clusters: Int, logs: Int) {
        let names = Paper.names(clusterCount: clusters, logCount: logs)
        let (near, far) = Paper.pair(names, holding: .held(size: 5, branch: 0))
        self.first = PaperReplica(near)
        self.second = PaperReplica(far)
    }

    /// Lets them meet.
    ///
    /// - Returns: What they have said.
    public func meet() async -> Said {
        let (near, far) = InMemoryChannel.pair()
        async let there = Self.run(self.second, on: far, peerKey: self.first.key)
        let here = await Self.run(self.first, on: near, peerKey: self.second.key)
        let bytes = Int(clamping: here.bytesSent) + Int(clamping: (await there).bytesSent)
        return Said(bytes: bytes, roundTrips: Int(clamping: here.roundTrips))
    }

    /// Lets the first node's copy of one log grow by an entry.
    public func changeOne() async {
        guard let log = await self.first.paper.clusters.values.compactMap(\.logs.keys.first).min() else { return }
        await self.first.change { $0.set(log, to: .held(size: 6, branch: 0)) }
    }

    private static func run(_ replica: PaperReplica, on channel: InMemoryChannel, peerKey: Bytes32) async -> SyncReport
    {
        let driver = SessionDriver(replica: replica, channel: channel, peerKey: peerKey, clock: ManualClock())
        let result = await driver.run()
        channel.close()
        return result.report
    }
}
