import SplotLog
import SplotMerge
import SplotSync
import SplotTesting

/// A whole session between the two nodes.
///
/// The first lacks the second's last entry; the second lacks half of the first's log and its last statement.
extension Story {
    /// The frames of both directions, and what came of the session.
    struct Recording {
        var examples: [WorkedExample]
        var reports: [SyncReport]
    }

    func recordedSession() async throws -> Recording {
        let (near, far) = InMemoryChannel.pair()
        let (here, there) = (RecordingChannel(near), RecordingChannel(far))
        let short = try StatementChain(self.first.chain.statements.dropLast())
        let first = StoryReplica(
            own: self.first,
            other: self.second,
            chains: [self.first.chain, self.second.chain],
            sizes: [self.first.log: 8, self.second.log: 2]
        )
        let second = StoryReplica(
            own: self.second,
            other: self.first,
            chains: [short, self.second.chain],
            sizes: [self.first.log: 4, self.second.log: 3]
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
                try Self.example("session-first-to-second", here.sent),
                try Self.example("session-second-to-first", there.sent),
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
