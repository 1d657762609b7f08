import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// What a sync costs beyond what must travel: headers, payloads and the salts that prove them.
struct LeanTests {
    /// The bytes that one side has sent, entries counted unpacked.
    private struct Cost: CustomStringConvertible {
        var entries = 0
        /// Headers and payloads.
        var contents = 0
        /// The nodes of salts and the bytes that say which entries they are for.
        var salts = 0
        /// Everything else.
        var overhead = 0

        var description: String {
            "\(self.entries) entries: contents \(self.contents), salts \(self.salts), overhead \(self.overhead)"
        }

        init(_ frames: [RawFrame]) throws {
            var start: UInt64 = 0
            for raw in frames {
                let frame = try Frame.read(raw).unwrapped
                if case .log(_, let position) = frame { start = position }
                guard case .entries(let count, let sealed) = frame else {
                    self.overhead += raw.bytes.count
                    continue
                }
                let run = try EntryRun(sealed: sealed, start: start)
                start += count
                let salts = run.salts.tiles.reduce(0) { $0 + 1 + ($1.node == nil ? 0 : Salt.count) }
                self.entries += run.entries.count
                self.contents += run.byteCount
                self.salts += salts
                self.overhead += raw.bytes.count - sealed.count + run.encoded.count - run.byteCount - salts
            }
        }
    }

    /// Members as an office writes them: a name, an address, a telephone number, in a commit of so many.
    private func drafts(_ count: Int, using generator: inout SeededGenerator) -> [EntryDraft] {
        (0..<count)
            .map { number in
                let name = Array("Example \(number) Hospital".utf8)
                let address = [UInt8](repeating: 0x61, count: Int.random(in: 24...60, using: &generator))
                let telephone = Array("+48 555 \(100_000 + number)".utf8)
                return EntryDraft(
                    time: 1_700_000_010 + UInt64(number),
                    body: .creation(
                        Creation(kind: "member", isCommon: false),
                        operations: [
                            .set(field: "name", key: nil, value: .bytes([0x60 | UInt8(name.count)] + name)),
                            .set(field: "address", key: nil, value: .bytes([0x78, UInt8(address.count)] + address)),
                            .set(field: "phone", key: nil, value: .bytes([0x60 | UInt8(telephone.count)] + telephone)),
                        ]
                    )
                )
            }
    }

    /// Lets two replicas sync, and says what each has sent.
    private func costs(_ first: FakeReplica, _ second: FakeReplica) async throws -> (Cost, Cost) {
        let (near, far) = InMemoryChannel.pair()
        let (left, right) = (TapChannel(base: near), TapChannel(base: far))
        let clock = ManualClock()
        async let there = SessionDriver(replica: second, channel: right, peerKey: first.key.publicKey, clock: clock)
            .run()
        let here = await SessionDriver(replica: first, channel: left, peerKey: second.key.publicKey, clock: clock)
            .run()
        #expect(here.report.outcome == .completed)
        #expect(await there.report.outcome == .completed)
        return (try Cost(left.tap.frames), try Cost(right.tap.frames))
    }

    @Test(arguments: [(1, 1), (1, 8), (100, 1), (100, 8), (1_000, 1), (5_000, 1)])
    func anEntryCostsThreeBytesAndALogTwoHundred(count: Int, logCount: Int) async throws {
        var generator = SeededGenerator(seed: 9)
        let (first, second) = try await friends()
        var authors = [first]
        for number in 1..<logCount {
            let author = try FakeReplica(name: "author \(number)", seed: UInt64(100 + number))
            authors.append(author)
            for replica in [first, second] { try await replica.copy(author) }
        }
        _ = try await self.costs(first, second)
        let nothing = try await self.costs(first, second)
        for author in authors {
            try await author.write(self.drafts(count, using: &generator))
            if author !== first { try await first.copy(author) }
        }
        let (sent, answered) = try await self.costs(first, second)
        #expect(sent.entries == count * logCount)
        let batches = logCount * (count / Int(Limits.batchEntries) + 1)
        // Each batch but the last of a log brings a checkpoint that was not listed.
        // Once, whatever changed: the new digest and the done. For each log: its cluster, its listing with the signature
        // that spares the checkpoint, and the log and entries frames around what is new.
        let limit = nothing.0.overhead + 48 + 3 * sent.entries + 235 * logCount + 110 * (batches - logCount)
        #expect(sent.overhead <= limit, "\(sent)")
        // The other side says no more than that it has nothing new, and that it is done.
        #expect(answered.overhead <= nothing.1.overhead + 7)
        #expect(answered.entries == 0)
        let perLog = Double(sent.overhead - nothing.0.overhead) / Double(logCount)
        print("\(logCount) logs, \(sent); beyond nothing new (\(nothing.0.overhead)): \(perLog) a log")
    }
}
