import Foundation
import SplotBundle
import SplotDirectory
import SplotLog
import SplotMerge
import SplotNode
import SplotSync
import SplotTesting
import Testing

/// Files that were cut, changed, or sealed by somebody who means no good.
struct BundleDamageTests {
    let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    private func pair(_ seed: UInt64) async throws -> (Node, Node) {
        let a = try await Node.make("a", in: self.directory, seed: seed)
        let b = try await Node.make("b", in: self.directory, seed: seed + 1)
        try await Node.introduce([a, b])
        return (a, b)
    }

    /// More than two chunks.
    private func large(_ seed: UInt64) async throws -> (Node, Node, [UInt8]) {
        let (a, b) = try await self.pair(seed)
        // What cannot be compressed, so that it takes several chunks.
        var generator = SeededGenerator(seed: seed)
        let noise = (0..<6_000).map { _ in UInt64.random(in: .min ... .max, using: &generator) }
        for index in 0..<2 {
            let edits = (0..<3_000)
                .map { number in
                    RecordEdit(
                        target: .new(kind: "notice"),
                        writes: [
                            FieldWrite(
                                field: "title",
                                key: "pl",
                                shape: .localised,
                                operation: .set(.value(.text(Self.text(noise[index * 3_000 + number]))))
                            )
                        ]
                    )
                }
            _ = try await a.write(edits)
        }
        return (a, b, try await a.bundle(for: b).file)
    }

    private static func text(_ seed: UInt64) -> String {
        (1...6 as ClosedRange<UInt64>).map { String((seed &* (2 * $0 + 1)) ^ (seed >> $0), radix: 36) }
            .joined(separator: " ")
    }

    @Test func whatCameBeforeTheEndOfACutFileStays() async throws {
        let (a, b, file) = try await self.large(1)
        #expect(file.count > 3 * SealedFile.chunkBytes)
        var sizes: [UInt64] = []
        for count in [0, 9, 80, 140, 300, 65_700, file.count / 2, file.count - 70_000, file.count - 1] {
            let result = try await b.take(Array(file.prefix(count)))
            #expect(result.fault?.code == .truncated || result.fault?.code == .damaged, "\(count)")
            sizes.append(try await b.size(of: a.log))
        }
        #expect(try await b.verify().findings.map(\.message) == [])
        #expect(sizes.first == 0 && sizes == sizes.sorted())
        #expect(sizes.contains(4_096))
        #expect(try await b.take(file).isComplete)
        #expect(try await b.size(of: a.log) == a.size(of: a.log))
    }

    @Test func aChangedByteIsNoticedWhereverItIs() async throws {
        let (a, b, file) = try await self.large(11)
        for offset in [0, 16, 40, 100, 400, 66_000, file.count - 1] {
            var changed = file
            changed[offset] ^= 0x10
            let result = try await b.take(changed)
            #expect(result.fault != nil, "\(offset)")
        }
        #expect(try await b.verify().findings.map(\.message) == [])
        #expect(try await b.take(file).isComplete)
        #expect(try await b.size(of: a.log) == a.size(of: a.log))
    }

    @Test func aBundleForOthersIsRefusedWhole() async throws {
        let (a, b) = try await self.pair(21)
        let c = try await Node.make("c", in: self.directory, seed: 23)
        try await Node.introduce([a, b, c])
        let result = try await c.take(try await a.bundle(for: b).file)
        #expect(result.fault?.code == .notForUs)
        #expect(result.listed.isEmpty && result.entriesNew == 0)
        #expect(try await c.take(Array("Nazwa;NIP\n".utf8)).fault?.code == .notABundle)
    }

    @Test func framesThatStandWhereNoneMayAreRefused() async throws {
        let (a, b) = try await self.pair(31)
        let listing = Frame.holdings([try await a.holding(for: b)], isLast: true)
        let withheld = Frame.holdings(
            [Holding(cluster: a.cluster, chain: try await a.holding(for: b).chain, logs: nil)],
            isLast: true
        )
        let statements = Frame.statements(a.cluster, from: 0, try await a.card().chain.statements)
        let others = Frame.statements(b.cluster, from: 0, try await b.card().chain.statements)
        let done = Frame.done(again: false)
        let files: [[Frame]] = [
            [], [done], [statements], [listing, done], [listing, statements], [withheld, statements, done],
            [listing, others, done], [listing, listing, done], [listing, statements, done, done],
            [listing, statements, .log(a.log, start: 9), done], [listing, statements, .log(b.log, start: 0), done],
            [listing, statements, .log(a.log, start: 0), .log(a.log, start: 0), done],
            [listing, statements, .entries(count: 1, run: [1]), done], [listing, statements, .done(again: true)],
            [listing, statements, .log(a.log, start: 0), .entries(count: 1, run: [1]), done],
            [listing, statements, .log(a.log, start: 0), .checkpoint(nil), done],
            [.holdings([], isLast: false), done], [.goodbye(Goodbye(.ok))],
        ]
        for (index, frames) in files.enumerated() {
            let result = try await b.take(try await b.sealed(frames))
            #expect(result.fault?.code == .badData, "\(index)")
        }
        #expect(try await b.take(try await b.sealed([listing, statements, done])).isComplete)
        #expect(try await b.take(try await b.sealed([.holdings([], isLast: true), done])).isComplete)
        #expect(try await b.size(of: a.log) == 0)
    }

    @Test(arguments: [false, true]) func entriesThatTheAuthorDidNotSignAreRefused(isRehearsal: Bool) async throws {
        let (a, b) = try await self.pair(41)
        try await a.addOrganisation("Szpital")
        let holding = try await a.holding(for: b)
        let listed = try #require(holding.logs?.first)
        let batch = try #require(try await a.replica.batch(of: a.log, from: 0))
        var run = try EntryRun(sealed: batch.frames[0], start: 0)
        var entries = run.entries
        entries[1].header[entries[1].header.count - 1] ^= 1
        run = try EntryRun(entries: entries, salts: run.salts)
        var bad = batch
        bad.frames = [try run.sealed()]
        let statements = Frame.statements(a.cluster, from: 0, try await a.card().chain.statements)
        let start: [Frame] = [.holdings([holding], isLast: true), statements, .log(a.log, start: 0)]
        let file = try await b.sealed(start + bad.travelling(listed: listed) + [.done(again: false)])
        #expect(try await b.take(file, isRehearsal: isRehearsal).fault?.code == .badData)
        #expect(try await b.size(of: a.log) == 0)
        let good = try await b.sealed(start + batch.travelling(listed: listed) + [.done(again: false)])
        #expect(try await b.take(good, isRehearsal: isRehearsal).isComplete)
    }

    @Test func newerStatementsThanTheExportersCount() async throws {
        let (a, b) = try await self.pair(51)
        let c = try await Node.make("c", in: self.directory, seed: 53)
        try await Node.introduce([a, b, c])
        try await a.addOrganisation("Szpital")
        await InMemoryNetwork.sync(a, c)
        let stale = try await c.bundle(for: b).file
        // The cluster closes the log in front of what C holds, and B hears of it first.
        let size = try await a.size(of: a.log) - 1
        try await a.state(.close(log: a.log, size: size, root: try await a.ownRoot(at: size)))
        try await a.state(.erase(log: a.log, ranges: [0..<size]))
        _ = try await b.replica.receive(try await a.card().chain.statements, of: a.cluster)
        let result = try await b.take(stale)
        #expect(result.isComplete && result.logsPassedOver.isEmpty)
        #expect(try await b.verify().findings.map(\.message) == [])
        // A recovery that admits the log no more.
        let founding = try await a.card().chain.statements[0]
        let pem = try String(contentsOfFile: a.path + "/recovery.key", encoding: .utf8)
        let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
        let key = try SigningKey(seed: try #require(Data(base64Encoded: body)).suffix(32))
        let hash = Statement.recoveryHash(of: key.publicKey)
        let act = Statement.Act.rotate(key: key.publicKey, recoveryHash: hash, recoveryKey: key.publicKey)
        let recovery = try Statement.sign(act, after: founding, time: 1_790_000_000, with: key)
        _ = try await b.replica.receive([founding, recovery], of: a.cluster)
        let outdated = try await b.take(stale)
        #expect(outdated.isComplete)
        #expect(outdated.logsPassedOver.map(\.log) == [a.log])
        #expect(outdated.logsPassedOver.map(\.reason) == [.outdated])
    }

    @Test func whatWasErasedStaysErased() async throws {
        let (a, b) = try await self.pair(61)
        let id = try await a.add("organisation", [set("name.pl", "A"), set("type", "ngo"), set("country", "PL")])
        try await a.edit(id, [set("website", "https://secret.example")])
        let before = try await a.bundle(for: b).file
        let last = try #require(try await a.history(of: id).last)
        try await a.state(.erase(log: a.log, ranges: [last.entry.position..<(last.entry.position + 1)]))
        let after = try await a.bundle(for: b).file
        #expect(try await b.take(after).isComplete)
        #expect(try await b.take(before).isComplete)
        #expect(try await b.record(id).record.fields["website"] == nil)
        try await a.take(try await b.bundle(for: a).file)
        #expect(try await a.digest() == b.digest())
        for node in [a, b] { #expect(try await node.verify().findings.map(\.message) == []) }
    }
}
