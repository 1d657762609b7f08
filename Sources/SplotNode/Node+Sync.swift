public import Logging
import SplotLog
import SplotMerge
import SplotStore
import SplotSync
import SplotTransport

extension Node {
    /// Syncs once with each of some peers, one after the other.
    ///
    /// - Parameters:
    ///   - addresses: Where they answer, `HOST:PORT`; all known peers when empty.
    ///   - deadline: How many seconds the whole may take; what was stored by then stays. `nil` for as long as
    ///     something moves.
    ///   - logger: Where to log; each line carries the peer's address.
    ///   - progress: Told after each batch.
    /// - Returns: How it went, peer by peer. A peer that cannot be reached is a result, not an error.
    /// - Throws: ``NodeError`` `busy` when another sync runs on this data directory, `notFound` without peers.
    public func sync(
        with addresses: [String] = [],
        deadline: Double? = nil,
        logger: Logger,
        progress: @escaping @Sendable (SyncAdvance) -> Void = { _ in }
    ) async throws -> [SyncResult] {
        let addresses =
            try addresses.isEmpty
            ? await self.peers().map(\.address) : addresses.map { try PeerAddress($0).description }
        guard !addresses.isEmpty else {
            throw NodeError(.notFound, "there is no peer to sync with: add one with `splot peer add HOST:PORT`")
        }
        let lock = try FileLock(self.directory.syncLock, isWaiting: false)
        defer { withExtendedLifetime(lock) {} }
        let clock = ContinuousClock()
        let end = deadline.map { clock.now.advanced(by: .seconds($0)) }
        let dialer = try Dialer(key: self.key, replica: NodeReplica(node: self), clock: clock, logger: logger)
        var results: [SyncResult] = []
        for address in addresses {
            let start = clock.now
            var result = await self.sync(with: address, by: dialer, until: end, progress: progress)
            result.seconds = (clock.now - start) / .seconds(1)
            try await self.remember(result)
            results.append(result)
        }
        return results
    }

    /// Answers other nodes until the task is cancelled.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 for any that is free.
    ///   - logger: Where to log; each line carries the peer's address.
    ///   - ready: Told the address that is listened on.
    /// - Throws: `TransportError` when the address cannot be listened on.
    public func serve(
        on address: PeerAddress,
        logger: Logger,
        ready: @escaping @Sendable (PeerAddress) -> Void = { _ in }
    ) async throws {
        let listener = try Listener(
            host: address.host,
            port: address.port,
            key: self.key,
            replica: NodeReplica(node: self),
            logger: logger
        )
        try await listener.run(onBound: { port in
            var bound = address
            bound.port = port
            ready(bound)
        })
    }

    private func sync(
        with address: String,
        by dialer: Dialer<ContinuousClock>,
        until end: ContinuousClock.Instant?,
        progress: @escaping @Sendable (SyncAdvance) -> Void
    ) async -> SyncResult {
        do {
            if let end, ContinuousClock.now >= end {
                return SyncResult(address: address, outcome: .timeout, message: "there was no time left for this peer")
            }
            let peer = try PeerAddress(address)
            let report = try await dialer.sync(host: peer.host, port: peer.port, deadline: end) { advance in
                progress(
                    SyncAdvance(
                        address: address,
                        sent: advance.entriesSent,
                        toSend: advance.entriesToSend,
                        received: advance.entriesReceived,
                        toReceive: advance.entriesToReceive
                    )
                )
            }
            var result = SyncResult(address: address, outcome: .caughtUp)
            result.take(report)
            result.message = result.explanation
            let doubtful = result.forks + result.notReceived
            if !doubtful.isEmpty {
                try await self.store.write { writer in
                    try writer.releaseForked(doubtful, own: self.log, schema: self.schema)
                }
            }
            return result
        } catch let error as TransportError {
            var result = SyncResult(address: address, outcome: .init(error.code), message: error.message)
            if let report = error.report { result.take(report) }
            return result
        } catch {
            return SyncResult(address: address, outcome: .failed, message: "\(error)")
        }
    }

    private func remember(_ result: SyncResult) async throws {
        try await self.store.write { writer in
            guard var peer = try writer.peers().first(where: { $0.address == result.address }) else { return }
            peer.lastResult = result.outcome.rawValue
            if let cluster = result.cluster { peer.cluster = cluster }
            if result.outcome == .caughtUp, let cluster = peer.cluster {
                peer.lastSync = self.environment.now()
                peer.entriesAtLastSync = try self.entriesFor(cluster, writer)
            }
            try writer.put(peer)
        }
    }
}

extension SyncResult {
    /// What is left to say when the session itself went well.
    fileprivate var explanation: String? {
        if !self.forks.isEmpty {
            return "of \(self.forks.count) log(s) the two hold different branches, which happens when a copy of a data "
                + "directory is used beside it: the log's cluster has to close the log"
        }
        guard !self.notReceived.isEmpty else { return nil }
        return
            "of \(self.notReceived.count) log(s) the peer has more and did not send it: it seems to hold another "
            + "branch than this node"
    }

    mutating func take(_ report: SyncReport) {
        self.cluster = report.cluster
        self.entriesSent = report.entriesSent
        self.entriesReceived = report.entriesReceived
        self.bytesSent = report.bytesSent
        self.bytesReceived = report.bytesReceived
        self.roundTrips = Int(clamping: report.roundTrips)
        self.forks = report.forks
        self.notReceived = report.notReceived
    }
}

extension SyncResult.Outcome {
    init(_ code: TransportError.Code) {
        switch code {
        case .unreachable, .connectionCut, .handshakeFailed: self = .unreachable
        case .refusedByPeer(.badData), .badData: self = .badData
        case .refusedByPeer(.notTrusted), .refusedByPeer(.notAdmitted), .rejectedPeer: self = .refused
        case .timeout, .refusedByPeer(.timeout): self = .timeout
        case .cannotListen, .refusedByPeer, .internalError: self = .failed
        }
    }
}
