import SplotLog
import SplotSync
import SplotTesting

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
    onProgress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
) async -> SyncReport {
    let driver = SessionDriver(
        replica: replica,
        channel: channel,
        peerKey: peer.key.publicKey,
        clock: ManualClock(),
        onProgress: onProgress
    )
    let result = await driver.run()
    channel.close()
    return result.report
}

/// Two nodes of two clusters that trust each other.
func friends(_ seed: UInt64 = 1) async throws -> (FakeReplica, FakeReplica) {
    let first = try FakeReplica(name: "first.example", seed: seed)
    let second = try FakeReplica(name: "second.example", seed: seed + 1_000)
    await first.trust(second.chain)
    await second.trust(first.chain)
    return (first, second)
}
