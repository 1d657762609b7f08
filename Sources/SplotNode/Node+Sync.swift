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
            let observer = SessionObserver(onProgress: { progress(SyncAdvance($0, address: address)) })
            var result = SyncResult(
                address: address,
                outcome: .timeout,
                message: "there was no time left for this peer"
            )
            if end.map({ clock.now < $0 }) ?? true {
                result = await self.sync(with: address, by: dialer, until: end, staying: nil, observer: observer)
            }
            result.seconds = (clock.now - start) / .seconds(1)
            try await self.remember(result)
            results.append(result)
        }
        return results
    }

    /// Runs one session with a peer; what goes wrong is a result.
    func sync<CallingClock: Clock>(
        with address: String,
        by dialer: Dialer<CallingClock>,
        until end: CallingClock.Instant?,
        staying news: AsyncStream<Void>?,
        observer: SessionObserver
    ) async -> SyncResult where CallingClock.Duration == Duration {
        do {
            let peer = try PeerAddress(address)
            let report = try await dialer.sync(
                host: peer.host,
                port: peer.port,
                deadline: end,
                news: news,
                observer: observer
            )
            var result = SyncResult(address: address, outcome: .caughtUp)
            result.take(report)
            result.message = result.explanation
            return result
        } catch let error as TransportError {
            var result = SyncResult(address: address, outcome: .init(error.code), message: error.message)
            if let report = error.report { result.take(report) }
            return result
        } catch {
            return SyncResult(address: address, outcome: .failed, message: "\(error)")
        }
    }

    /// Notes how it went with a peer.
    func remember(_ result: SyncResult) async throws {
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
            return
                "\(self.forks.count) log(s) are forked, which happens when a copy of a data directory is used beside it: "
                + "nothing of them travels until the log's cluster closes the log; `splot status` shows the proof"
        }
        guard !self.notReceived.isEmpty else { return nil }
        return
            "of \(self.notReceived.count) log(s) the peer has more and did not send it: if that does not change, the log's "
            + "cluster should repeat its orders to erase"
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

extension SyncAdvance {
    init(_ progress: SyncProgress, address: String) {
        self.init(
            address: address,
            sent: progress.entriesSent,
            toSend: progress.entriesToSend,
            received: progress.entriesReceived,
            toReceive: progress.entriesToReceive
        )
    }
}

extension SyncResult.Outcome {
    init(_ code: TransportError.Code) {
        switch code {
        case .unreachable, .connectionCut, .handshakeFailed: self = .unreachable
        case .refusedByPeer(.badData), .badData: self = .badData
        case .refusedByPeer(.notTrusted), .refusedByPeer(.notAdmitted), .rejectedPeer: self = .refused
        case .timeout, .refusedByPeer(.timeout): self = .timeout
        case .refusedByPeer(.paused), .refusedByPeer(.busy), .refusedByPeer(.behind): self = .timeout
        case .cannotListen, .refusedByPeer, .internalError: self = .failed
        }
    }
}
