public import SplotNode
public import SplotSync

/// A network within the process: the real session, without TCP and TLS.
public enum InMemoryNetwork {
    /// Lets two nodes sync once.
    ///
    /// - Parameters:
    ///   - first: One node.
    ///   - second: The other.
    ///   - chunkSize: The most bytes that arrive at once, so that frames come in pieces.
    /// - Returns: What came of the session, as each of the two sees it.
    @discardableResult
    public static func sync(
        _ first: Node,
        _ second: Node,
        chunkSize: Int = .max
    ) async -> (first: SyncReport, second: SyncReport) {
        let (near, far) = InMemoryChannel.pair(chunkSize: chunkSize)
        let clock = ManualClock()
        async let there = SessionDriver(
            replica: second.replica,
            channel: far,
            peerKey: first.publicKey,
            clock: clock
        )
        .run().report
        let here = await SessionDriver(
            replica: first.replica,
            channel: near,
            peerKey: second.publicKey,
            clock: clock
        )
        .run().report
        return (here, await there)
    }
}
