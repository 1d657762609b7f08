import SplotLog
import SplotMerge
import SplotSync
import SplotTesting

/// Whole sessions between the two nodes.
///
/// The first lacks the second's last entry; the second lacks half of the first's log and its last statement.
extension Story {
    /// The frames of both directions, and what came of the session.
    struct Recording {
        var examples: [WorkedExample]
        var reports: [SyncReport]
    }

    /// What the two held when they last met.
    private var agreed: Frontier {
        get throws {
            let short = try StatementChain(self.first.chain.statements.dropLast())
            let sizes: [LogID: UInt64] = [self.first.log: 4, self.second.log: 2]
            let clusters = [(short, self.first), (self.second.chain, self.second)]
                .map { chain, party -> Frontier.Cluster in
                    let size = sizes[party.log] ?? 0
                    return Frontier.Cluster(
                        id: chain.cluster,
                        chain: ChainHead(count: UInt64(chain.statements.count), last: chain.last.hash),
                        logs: [
                            Frontier.Log(id: party.log, standing: .held(size: size, root: party.root(at: Int(size))))
                        ]
                    )
                }
            return Frontier(clusters: clusters.sorted { $0.id < $1.id })
        }
    }

    /// The digest of what the two held when they last met, with the bytes that it is over.
    var agreedExample: WorkedExample {
        get throws {
            let agreed = try self.agreed
            let lines = agreed.encoded.hexLines + Diagnostic.lines(of: agreed.encoded).map { "# \($0)" }
            let content = lines + ["# SHA-256(0x09 and the above):", agreed.digest.hex]
            return WorkedExample(tag: "hex frontier", content: content.joined(separator: "\n"), isSigned: false)
        }
    }

    /// A session of nodes that have met before.
    func recordedSession() async throws -> Recording {
        try await self.recording(named: "session", agreed: try self.agreed)
    }

    /// A session of nodes that know each other's clusters by nothing but their cards.
    func recordedMeeting() async throws -> Recording {
        try await self.recording(named: "meeting", agreed: nil)
    }

    private func recording(named name: String, agreed: Frontier?) async throws -> Recording {
        let (near, far) = InMemoryChannel.pair()
        let (here, there) = (RecordingChannel(near), RecordingChannel(far))
        let short = try StatementChain(self.first.chain.statements.dropLast())
        let first = StoryReplica(
            own: self.first,
            other: self.second,
            chains: [self.first.chain, self.second.chain],
            sizes: [self.first.log: 8, self.second.log: 2],
            agreed: agreed
        )
        let second = StoryReplica(
            own: self.second,
            other: self.first,
            chains: [short, self.second.chain],
            sizes: [self.first.log: 4, self.second.log: 3],
            agreed: agreed
        )
        let clock = ManualClock()
        async let answer = SessionDriver(
            replica: second,
            channel: there,
            peerKey: self.first.nodeKey.publicKey,
            clock: clock
        )
        .run()
        let result = await SessionDriver(
            replica: first,
            channel: here,
            peerKey: self.second.nodeKey.publicKey,
            clock: clock
        )
        .run()
        let reports = [result.report, await answer.report]
        return Recording(
            examples: [
                try Self.example("\(name)-first-to-second", here.sent),
                try Self.example("\(name)-second-to-first", there.sent),
            ],
            reports: reports
        )
    }

    private static func example(_ name: String, _ bytes: [UInt8]) throws -> WorkedExample {
        var splitter = FrameSplitter()
        splitter.append(bytes)
        var lines: [String] = []
        while let raw = try splitter.next(limit: .afterAcceptance) {
            guard let type = FrameType(rawValue: raw.type) else { continue }
            lines.append("# \(type), \(raw.bytes.count) bytes")
            lines += raw.bytes.hexLines
            let diagnostic: [String]
            if type == .entries {
                diagnostic = ["count \(raw.body[0]), then a zstd frame of \(raw.body.count - 1) bytes"]
            } else {
                diagnostic = Diagnostic.lines(of: raw.body, cuttingBeyond: 8)
            }
            lines += diagnostic.map { "# \($0)" }
        }
        return WorkedExample(tag: "hex \(name)", content: lines.joined(separator: "\n"), isSigned: true)
    }
}
