import Foundation
import SplotBundle
import SplotDirectory
import SplotLog
import SplotMerge
import SplotNode
import SplotSync
import SplotTesting
import Testing

/// A sync that is carried in files.
struct BundleTests {
    let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    private func nodes(_ names: String, seed: UInt64) async throws -> [Node] {
        var nodes: [Node] = []
        for (index, name) in names.enumerated() {
            nodes.append(try await Node.make(String(name), in: self.directory, seed: seed + UInt64(index)))
        }
        try await Node.introduce(nodes)
        return nodes
    }

    @Test func twoFilesAreAsGoodAsASync() async throws {
        let nodes = try await self.nodes("ab", seed: 1)
        for index in 0..<200 { try await nodes[index % 2].addOrganisation("Szpital \(index)") }
        let there = try await nodes[0].bundle(for: nodes[1])
        #expect(there.export.entries > 100 && there.export.since == nil)
        #expect(there.export.bytes == UInt64(there.file.count))
        let result = try await nodes[1].take(there.file)
        #expect(result.isComplete && result.entriesNew == there.export.entries)
        #expect(result.bytes == there.export.bytes)
        #expect(try await nodes[0].take(nodes[1].bundle(for: nodes[0]).file).isComplete)
        #expect(try await nodes[0].digest() == nodes[1].digest())
        #expect(try await nodes[0].status().counts["organisation"] == 200)
        for node in nodes { #expect(try await node.verify().findings.map(\.message) == []) }
        // A sync that follows finds nothing to do.
        let meeting = await InMemoryNetwork.sync(nodes[0], nodes[1])
        #expect(meeting.first.entriesSent + meeting.first.entriesReceived == 0)
    }

    @Test(arguments: [1, 7, 65_536, 1_000_000]) func importingTwiceChangesNothing(pieces: Int) async throws {
        let nodes = try await self.nodes("ab", seed: 11)
        for index in 0..<20 { try await nodes[0].addOrganisation("Szpital \(index)") }
        let (file, export) = try await nodes[0].bundle(for: nodes[1])
        try await nodes[1].take(file, pieces: pieces)
        let digest = try await nodes[1].digest()
        let again = try await nodes[1].take(file, pieces: pieces)
        #expect(again.isComplete && again.entriesNew == 0 && again.statementsNew == 0)
        #expect(again.entriesKnown == export.entries)
        #expect(try await nodes[1].digest() == digest)
    }

    @Test func anAcknowledgementMakesTheNextOneSmaller() async throws {
        let nodes = try await self.nodes("ab", seed: 21)
        for index in 0..<40 { try await nodes[0].addOrganisation("Szpital \(index)") }
        let first = try await nodes[0].bundle(for: nodes[1])
        let acknowledgement = try await nodes[1].acknowledging(first.file)
        #expect(try await nodes[0].remember(acknowledgement))
        let before = try await nodes[0].size(of: nodes[0].log)
        try await nodes[0].addOrganisation("Nowy")
        let new = try await nodes[0].size(of: nodes[0].log) - before
        let second = try await nodes[0].bundle(for: nodes[1])
        #expect(second.export.entries == new && second.export.since == acknowledgement.time)
        #expect(second.file.count < first.file.count)
        #expect(try await nodes[1].take(second.file).entriesNew == new)
        #expect(try await nodes[1].knows("Nowy"))
        #expect(try await nodes[0].bundle(for: nodes[1], from: .beginning).export.entries == before + new)
        // What is known already need not be said again; given by hand it counts all the same.
        let given = try await nodes[0].bundle(for: nodes[1], from: .since(acknowledgement))
        #expect(given.export.entries == new && given.export.recipients == [nodes[1].log])
        // Nothing new is a bundle too.
        try await nodes[0].remember(try await nodes[1].acknowledging(second.file))
        let third = try await nodes[0].bundle(for: nodes[1])
        #expect(third.export.entries == 0 && third.export.logs == 0)
        #expect(try await nodes[1].take(third.file).isComplete)
    }

    @Test func anOlderAcknowledgementDoesNotReplaceANewerOne() async throws {
        let clock = SteppedWallClock()
        let a = try await Node.make("a", in: self.directory, seed: 31)
        let b = try await Node.make("b", in: self.directory, seed: 32, clock: clock)
        try await Node.introduce([a, b])
        let old = try await b.acknowledging(try await a.bundle(for: b).file)
        clock.now += 60
        let new = try await b.acknowledgement(of: [a.log])
        #expect(try await a.remember(new))
        #expect(try await !a.remember(old))
        #expect(try await a.bundle(for: b).export.since == new.time)
    }

    @Test func anAcknowledgementByAnyoneElseIsRefused() async throws {
        let nodes = try await self.nodes("ab", seed: 41)
        let stranger = try await Node.make("stranger", in: self.directory, seed: 49)
        func code(_ acknowledgement: Acknowledgement) async -> NodeError.Code? {
            do {
                try await nodes[0].remember(acknowledgement)
                return nil
            } catch { return (error as? NodeError)?.code }
        }
        #expect(try await code(stranger.acknowledgement(of: [stranger.log])) == .notTrusted)
        #expect(try await code(nodes[0].acknowledgement(of: [])) == .invalid)
        let right = try await nodes[1].acknowledgement(of: [nodes[1].log])
        var signature = right.signature
        signature[0] ^= 1
        #expect(try await code(Acknowledgement(body: right.body, signature: signature)) == .badData)
        #expect(await code(right) == nil)
    }

    @Test func aLaterBundleWithoutTheEarlierOneIsPassedOver() async throws {
        let nodes = try await self.nodes("abc", seed: 51)
        let acknowledgement = try await nodes[1].acknowledging(try await nodes[0].bundle(for: nodes[1]).file)
        try await nodes[0].addOrganisation("Nowy")
        // Another node says to hold what only the first one does.
        let holding = try #require(acknowledgement.holdings.first { $0.log == nodes[0].log })
        let key = try SigningKey(nodeOf: nodes[2])
        let claim = try Acknowledgement.sign(
            [holding],
            cluster: nodes[2].cluster,
            log: nodes[2].log,
            time: 9,
            with: key
        )
        let late = try await nodes[0].bundle(for: nodes[2], from: .since(claim))
        #expect(try await late.export.entries == nodes[0].size(of: nodes[0].log) - holding.size)
        let result = try await nodes[2].take(late.file)
        #expect(result.isComplete && result.entriesNew == 0)
        #expect(result.logsPassedOver.map(\.log) == [nodes[0].log])
        #expect(result.logsPassedOver.map(\.reason) == [.gap])
        #expect(try await nodes[2].size(of: nodes[0].log) == 0)
        try await nodes[2].take(try await nodes[0].bundle(for: nodes[2], from: .beginning).file)
        #expect(try await nodes[2].knows("Nowy"))
    }

    @Test func whoIsNoReaderOfALogGetsNothingOfIt() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 61)
        let b = try await Node.make("b", in: self.directory, seed: 62)
        let stranger = try await Node.make("stranger", in: self.directory, seed: 63)
        try await Node.introduce([a, b])
        try await a.addOrganisation("Tajny")
        await InMemoryNetwork.sync(a, b)
        try await stranger.trust(try await a.card())
        try await stranger.trust(try await b.card())
        await #expect {
            _ = try await b.bundle(for: stranger)
        } throws: { ($0 as? NodeError)?.code == .notTrusted }
        try await b.trust(try await stranger.card())
        let (file, export) = try await b.bundle(for: stranger)
        #expect(export.clusters == 2)
        let result = try await stranger.take(file)
        #expect(result.isComplete && !result.listed.contains(a.log))
        #expect(try await stranger.size(of: a.log) == 0)
        // Once A lets it read, B passes A's log on: when B has heard of it.
        try await a.trust(try await stranger.card())
        await InMemoryNetwork.sync(a, b)
        try await stranger.take(try await b.bundle(for: stranger).file)
        #expect(try await stranger.knows("Tajny"))
    }

    @Test func aFileGoesOnFromHandToHand() async throws {
        let nodes = try await self.nodes("abc", seed: 71)
        for (index, node) in nodes.enumerated() { try await node.addOrganisation("Szpital \(index)") }
        for (from, to) in [(0, 1), (1, 2), (2, 1), (1, 0)] {
            #expect(try await nodes[to].take(nodes[from].bundle(for: nodes[to]).file).isComplete)
        }
        let digests = try await [nodes[0].digest(), nodes[1].digest(), nodes[2].digest()]
        #expect(Set(digests).count == 1)
        #expect(try await nodes[2].status().counts["organisation"] == 3)
    }

    @Test func aClusterThatIsNotTrustedIsPassedOverAndTold() async throws {
        let nodes = try await self.nodes("abc", seed: 81)
        try await nodes[0].addOrganisation("Szpital")
        await InMemoryNetwork.sync(nodes[0], nodes[1])
        let (file, _) = try await nodes[1].bundle(for: nodes[2])
        try await nodes[2].distrust(nodes[0].cluster)
        let result = try await nodes[2].take(file)
        #expect(result.isComplete && result.clustersPassedOver == [nodes[0].cluster])
        #expect(!result.listed.contains(nodes[0].log))
        #expect(try await nodes[2].size(of: nodes[1].log) > 0)
        #expect(try await !nodes[2].knows("Szpital"))
    }

    @Test func aRehearsalCountsTheSameAndStoresNothing() async throws {
        let nodes = try await self.nodes("ab", seed: 91)
        for index in 0..<100 { try await nodes[0].addOrganisation("Szpital \(index)") }
        await InMemoryNetwork.sync(nodes[0], nodes[1])
        let before = try await nodes[0].size(of: nodes[0].log)
        for index in 0..<100 { try await nodes[0].addOrganisation("Nowy \(index)") }
        let new = try await nodes[0].size(of: nodes[0].log) - before
        try await nodes[0].state(.erase(log: nodes[0].log, ranges: [(before + 10)..<(before + 20)]))
        let (file, _) = try await nodes[0].bundle(for: nodes[1])
        let digest = try await nodes[1].digest()
        let rehearsal = try await nodes[1].take(file, isRehearsal: true)
        #expect(rehearsal.isRehearsal && rehearsal.isComplete && rehearsal.entriesNew == new)
        #expect(try await nodes[1].digest() == digest)
        let result = try await nodes[1].take(file)
        #expect(result.entriesNew == rehearsal.entriesNew && result.entriesKnown == rehearsal.entriesKnown)
        #expect(result.statementsNew == 1 && rehearsal.statementsNew == 1)
    }

    @Test func theHighWaterMarkIsRaisedBeforeAnythingIsWritten() async throws {
        let nodes = try await self.nodes("ab", seed: 101)
        try await nodes[0].addOrganisation("Szpital")
        let size = try await nodes[0].size(of: nodes[0].log)
        let mark = HighWaterMark(url: self.directory.url.appending(path: "a/high-water"))
        let log = nodes[0].log
        #expect(try mark.size(of: log) == 0)
        let marks = Gathered()
        _ = try await nodes[0]
            .exportBundle(for: nodes[1].cluster) { _ in
                marks.append([UInt8(clamping: try mark.size(of: log))])
            }
        #expect(marks.bytes.first == UInt8(clamping: size))
        let other = HighWaterMark(url: self.directory.url.appending(path: "b/high-water"))
        _ = try await nodes[1].acknowledgement(of: [nodes[1].log])
        #expect(try await other.size(of: nodes[1].log) == nodes[1].size(of: nodes[1].log))
    }

    @Test func aRestoredNodeGetsItsOwnLogBackFromAFile() async throws {
        let nodes = try await self.nodes("ab", seed: 111)
        try FileManager.default.copyItem(atPath: nodes[0].path, toPath: self.directory.path("backup"))
        try await nodes[0].addOrganisation("Po kopii")
        try await nodes[1].take(try await nodes[0].bundle(for: nodes[1]).file)
        let restored = try await Node.open(at: self.directory.path("backup"), environment: .seeded(119))
        try await restored.take(try await nodes[1].bundle(for: restored).file)
        #expect(try await restored.knows("Po kopii"))
        try await nodes[0].take(try await nodes[1].bundle(for: nodes[0]).file)
        #expect(try await restored.digest() == nodes[0].digest())
    }
}

extension SigningKey {
    /// The key of a node, from its data directory.
    init(nodeOf node: Node) throws {
        let pem = try String(contentsOfFile: node.path + "/node.key", encoding: .utf8)
        let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
        try self.init(seed: try #require(Data(base64Encoded: body)).suffix(32))
    }
}
