import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// Lets two replicas sync over a connection within the process.
func sync(
    _ first: FakeReplica,
    _ second: FakeReplica,
    capacity: Int = 65_536,
    chunkSize: Int = .max
) async -> (SyncReport, SyncReport) {
    let (near, far) = InMemoryChannel.pair(capacity: capacity, chunkSize: chunkSize)
    async let there = run(second, on: far, peer: first)
    let here = await run(first, on: near, peer: second)
    return (here, await there)
}

/// Runs one side of a sync and closes its end.
func run(
    _ replica: FakeReplica,
    on channel: InMemoryChannel,
    peer: FakeReplica,
    observer: SessionObserver = SessionObserver()
) async -> SyncReport {
    await run(replica, on: channel, peerKey: peer.key.publicKey, observer: observer)
}

/// Runs one side of a sync and closes its end.
func run(
    _ replica: any Replica,
    on channel: InMemoryChannel,
    peerKey: Bytes32,
    observer: SessionObserver = SessionObserver()
) async -> SyncReport {
    let driver = SessionDriver(
        replica: replica,
        channel: channel,
        peerKey: peerKey,
        clock: ManualClock(),
        observer: observer
    )
    let result = await driver.run()
    channel.close()
    return result.report
}

/// Lets two replicas sync that hold the same already, and expects that they find so in no time.
func expectNothingNew(
    _ first: FakeReplica,
    _ second: FakeReplica,
    _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) async {
    let (here, there) = await sync(first, second)
    for report in [here, there] {
        #expect(report.outcome == .completed, comment, sourceLocation: sourceLocation)
        #expect(report.roundTrips == 1, comment, sourceLocation: sourceLocation)
        #expect(report.bytesSent <= 130, comment, sourceLocation: sourceLocation)
    }
}

/// Two nodes of two clusters that trust each other.
func friends(_ seed: UInt64 = 1) async throws -> (FakeReplica, FakeReplica) {
    let first = try FakeReplica(name: "first.example", seed: seed)
    let second = try FakeReplica(name: "second.example", seed: seed + 1_000)
    await first.trust(second.chain)
    await second.trust(first.chain)
    return (first, second)
}

/// Lets two replicas on paper sync over a connection within the process.
func sync(_ first: PaperReplica, _ second: PaperReplica) async -> (SyncReport, SyncReport) {
    let (near, far) = InMemoryChannel.pair()
    async let there = run(second, on: far, peerKey: first.key)
    let here = await run(first, on: near, peerKey: second.key)
    return (here, await there)
}
