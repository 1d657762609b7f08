import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// Two sessions, each driven as over a network, over a connection within the process.
struct SyncTests {
    @Test func nothingToDoTakesOneRoundTrip() async throws {
        let (first, second) = try await friends()
        _ = await sync(first, second)
        let (here, there) = await sync(first, second)
        for report in [here, there] {
            #expect(report.outcome == .completed)
            #expect(report.roundTrips == 1)
            #expect(report.entriesSent == 0)
            #expect(report.statementsSent == 0)
            #expect(report.bytesSent <= 130)
        }
        #expect(here.bytesSent == there.bytesReceived)
        #expect(here.bytesReceived == there.bytesSent)
        #expect(here.cluster == second.cluster)
        #expect(there.cluster == first.cluster)
    }

    @Test(arguments: [1, 7, 64, 65_536], [1, 5, .max])
    func entriesGoBothWays(capacity: Int, chunkSize: Int) async throws {
        let (first, second) = try await friends()
        try await first.write(300, text: "first")
        try await second.write(2, text: "second")
        let (here, there) = await sync(first, second, capacity: capacity, chunkSize: chunkSize)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        // The inception is an entry too.
        #expect(here.entriesSent == 301)
        #expect(here.entriesReceived == 3)
        #expect(there.entriesNew == 301)
        #expect(await second.size(of: first.log) == 301)
        #expect(await first.size(of: second.log) == 3)
    }

    @Test func onlyTheDifferenceTravels() async throws {
        let (first, second) = try await friends()
        try await first.write(600)
        _ = await sync(first, second)
        try await first.write(500)
        let (here, there) = await sync(first, second)
        #expect(here.outcome == .completed)
        #expect(here.entriesSent == 500)
        #expect(there.entriesReceived == 500)
        #expect(here.roundTrips == 2)
    }

    @Test func manyBatchesGoBothWaysThroughANarrowPipe() async throws {
        let (first, second) = try await friends()
        try await first.write(9_000)
        try await second.write(5_000)
        let (here, there) = await sync(first, second, capacity: 1_000)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(there.entriesNew == 9_001)
        #expect(here.entriesNew == 5_001)
    }

    @Test func aRelayPassesLogsOn() async throws {
        let (author, relay) = try await friends()
        let reader = try FakeReplica(name: "reader.example", seed: 77)
        await reader.trust(author.chain)
        await reader.trust(relay.chain)
        await relay.trust(reader.chain)
        try await author.write(10)
        _ = await sync(author, relay)
        let (_, report) = await sync(relay, reader)
        #expect(report.outcome == .completed)
        #expect(await reader.size(of: author.log) == 11)
    }

    @Test func aClusterThatOnlyOneSideTrustsIsNotMentioned() async throws {
        let (author, relay) = try await friends()
        let reader = try FakeReplica(name: "reader.example", seed: 77)
        await reader.trust(relay.chain)
        await relay.trust(reader.chain)
        _ = await sync(author, relay)
        let (_, report) = await sync(relay, reader)
        #expect(report.outcome == .completed)
        #expect(await reader.size(of: author.log) == 0)
    }

    @Test func aPeerWhoseKeyIsNewIsAcceptedByItsStatements() async throws {
        let first = try FakeReplica(name: "first.example", seed: 1)
        let second = try FakeReplica(name: "second.example", seed: 2)
        // What the card held was older: only the founding statements are known.
        await first.trust(try StatementChain(founding: second.chain.statements[0]))
        await second.trust(try StatementChain(founding: first.chain.statements[0]))
        try await first.write(3)
        let (here, there) = await sync(first, second)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(await second.size(of: first.log) == 4)
        // For the hello, the statements, the opening, the listing and the end.
        #expect(here.roundTrips == 5)
    }

    @Test func aPeerThatIsNotTrustedLearnsWhyAndNothingElse() async throws {
        let first = try FakeReplica(name: "first.example", seed: 1)
        let second = try FakeReplica(name: "second.example", seed: 2)
        await second.trust(first.chain)
        try await first.write(3)
        let (here, there) = await sync(first, second)
        guard case .endedHere(let said) = here.outcome, case .endedByPeer(let heard) = there.outcome else {
            Issue.record("\(here.outcome), \(there.outcome)")
            return
        }
        #expect(said.code == .notTrusted)
        #expect(said == heard)
        #expect(heard.reason.contains("splot trust add"))
        #expect(here.cluster == nil)
        #expect(there.entriesReceived == 0)
    }

    @Test func aNodeThatItsClusterHasNotAdmittedIsRefused() async throws {
        let first = try FakeReplica(name: "first.example", seed: 1)
        let second = try FakeReplica(name: "second.example", seed: 2, isAdmitted: false)
        await first.trust(second.chain)
        await second.trust(first.chain)
        let (here, there) = await sync(first, second)
        guard case .endedHere(let said) = here.outcome, case .endedByPeer(let heard) = there.outcome else {
            Issue.record("\(here.outcome), \(there.outcome)")
            return
        }
        #expect(said.code == .notAdmitted)
        #expect(said == heard)
    }

    @Test func newStatementsTravelBeforeLogs() async throws {
        let (first, second) = try await friends()
        _ = await sync(first, second)
        let reader = try FakeReplica(name: "reader.example", seed: 77)
        await reader.trust(first.chain)
        await reader.trust(second.chain)
        await second.trust(reader.chain)
        try await first.state(.erase(log: first.log, ranges: [0..<1]))
        _ = await sync(first, second)
        #expect(await second.statementCount(of: first.cluster) == 3)
        let (here, there) = await sync(second, reader)
        #expect(there.outcome == .completed)
        #expect(here.statementsSent == 1)
        #expect(there.statementsReceived == 1)
        #expect(await reader.statementCount(of: first.cluster) == 3)
    }

    @Test(arguments: [false, true])
    func aShorterChainThatIsToBeKeptWins(isReversed: Bool) async throws {
        let owner = try FakeReplica(name: "stolen.example", seed: 5)
        let thief = try FakeReplica(name: "stolen.example", seed: 5)
        for _ in 0..<3 { try await thief.state(.erase(log: owner.log, ranges: [0..<1])) }
        try await owner.recover()
        let (deceived, informed) = try await friends()
        await deceived.trust(try #require(await thief.chain(of: owner.cluster)))
        await informed.trust(try #require(await owner.chain(of: owner.cluster)))
        let (here, there) = await isReversed ? sync(informed, deceived) : sync(deceived, informed)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        let expected = await owner.chain(of: owner.cluster)?.last.hash
        #expect(await deceived.chain(of: owner.cluster)?.last.hash == expected)
        #expect(await informed.chain(of: owner.cluster)?.last.hash == expected)
    }

    @Test func aClusterWithheldFromThePeerIsStillReceived() async throws {
        let (author, relay) = try await friends()
        let reader = try FakeReplica(name: "reader.example", seed: 77)
        for (from, to) in [(author, reader), (relay, reader), (reader, author), (reader, relay)] {
            await to.trust(from.chain)
        }
        try await author.write(5)
        _ = await sync(author, reader)
        try await author.write(20)
        _ = await sync(author, relay)
        // The reader believes that the relay may not read the author's logs.
        await reader.restrict(author.cluster, to: [reader.cluster])
        let (here, there) = await sync(relay, reader)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(here.entriesSent == 20 + 1)
        #expect(await reader.size(of: author.log) == 26)
    }

    @Test func aClusterThatThePeerMayNotReadIsNotSent() async throws {
        let (author, relay) = try await friends()
        let reader = try FakeReplica(name: "reader.example", seed: 77)
        for (from, to) in [(author, reader), (relay, reader), (reader, relay)] { await to.trust(from.chain) }
        try await author.write(5)
        _ = await sync(author, relay)
        await relay.restrict(author.cluster, to: [relay.cluster])
        let (here, there) = await sync(relay, reader)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(await reader.size(of: author.log) == 0)
        #expect(await reader.size(of: relay.log) == 1)
    }

    @Test func entriesThatDoNotHashToTheSignedRootAreRefused() async throws {
        let (first, second) = try await friends()
        try await first.write(5, text: "true")
        let forger = try FakeReplica(name: "first.example", seed: 1)
        try await forger.write(5, text: "false")
        let forged = try #require(await forger.batch(of: first.log, from: 0))
        await first.spoilBatches { batch in
            var batch = batch
            batch.frames = forged.frames
            return batch
        }
        let (here, there) = await sync(first, second)
        guard case .endedHere(let said) = there.outcome, case .endedByPeer(let heard) = here.outcome else {
            Issue.record("\(here.outcome), \(there.outcome)")
            return
        }
        #expect(said.code == .badData)
        #expect(said.reason.contains("rootMismatch"))
        #expect(said == heard)
        #expect(await second.size(of: first.log) == 0)
    }

    @Test func whatWasStoredBeforeTheConnectionBrokeStays() async throws {
        let (first, second) = try await friends()
        try await first.write(10_000)
        // Narrow, so that the second batch cannot have arrived already: equal entries become very small.
        let (near, far) = InMemoryChannel.pair(capacity: 16)
        let observer = SessionObserver(onProgress: { if $0.entriesReceived > 0 { far.close() } })
        async let there = run(second, on: far, peer: first, observer: observer)
        let here = await run(first, on: near, peer: second)
        #expect(here.outcome == .cut)
        #expect(await there.outcome == .cut)
        let kept = await second.size(of: first.log)
        #expect(kept == 4_096)
        let (again, _) = await sync(first, second)
        #expect(again.outcome == .completed)
        #expect(again.entriesSent == 10_001 - kept)
    }

    @Test func progressSaysHowMuchThereIs() async throws {
        let (first, second) = try await friends()
        try await first.write(5_000)
        let (near, far) = InMemoryChannel.pair()
        let (stream, continuation) = AsyncStream.makeStream(of: SyncProgress.self)
        async let there = run(first, on: far, peer: second)
        let observer = SessionObserver(onProgress: { continuation.yield($0) })
        _ = await run(second, on: near, peer: first, observer: observer)
        _ = await there
        continuation.finish()
        var received: [UInt64] = []
        for await progress in stream where progress.entriesToReceive > 0 {
            #expect(progress.entriesToReceive == 5_001)
            if received.last != progress.entriesReceived { received.append(progress.entriesReceived) }
        }
        #expect(received == [0, 4_096, 5_001])
    }
}
