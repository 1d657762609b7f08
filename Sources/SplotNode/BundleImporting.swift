import SplotLog
import SplotMerge
import SplotSync

/// Takes what an offline bundle brings, step by step (Protocol.md §12.3).
struct BundleImporting {
    private let target: any BundleTarget

    /// What came of it so far.
    private(set) var result: BundleImport

    private var reading = OfflineReading()
    /// The listing of each trusted cluster's logs.
    private var listings: [Holding] = []
    /// The clusters of which better statements are held here than the bundle brought.
    private var betterKnown: Set<ClusterID> = []
    private var hasCompared = false
    private var current: Current?

    /// The log that is being taken.
    private struct Current {
        var log: LogID
        var cluster: ClusterID
        /// How much of it was held when it began.
        var held: UInt64
        var hasTaken = false
    }

    init(into target: any BundleTarget, isRehearsal: Bool) {
        self.target = target
        self.result = BundleImport(isRehearsal: isRehearsal)
    }

    /// Takes what comes next of what was encrypted.
    mutating func append(_ bytes: [UInt8]) async throws {
        self.reading.append(bytes)
        while let step = try self.reading.next() { try await self.take(step) }
    }

    /// Takes the last of what was encrypted.
    mutating func finish(_ bytes: [UInt8]) async throws {
        try await self.append(bytes)
        try self.reading.finish()
    }

    /// Notes how many bytes of the file were read.
    mutating func read(bytes count: Int) { self.result.bytes += UInt64(count) }

    /// Notes why nothing more is read.
    mutating func end(with fault: BundleImport.Fault) { self.result.fault = fault }

    private mutating func take(_ step: OfflineReading.Step) async throws {
        switch step {
        case .listed(let holdings): try await self.take(holdings)
        case .statements(let statements, let cluster): try await self.take(statements, of: cluster)
        case .fork(let evidence):
            try await self.compareListings()
            try await self.take(evidence)
        case .log(let log, let cluster, let start, _):
            try await self.compareListings()
            try await self.begin(log, of: cluster, at: start)
        case .batch(let batch): try await self.take(batch)
        case .end: try await self.compareListings()
        }
    }

    private mutating func take(_ holdings: [Holding]) async throws {
        for holding in holdings {
            guard try await self.target.chain(of: holding.cluster) != nil else {
                self.result.clustersPassedOver.append(holding.cluster)
                continue
            }
            self.listings.append(holding)
            self.result.listed.formUnion((holding.logs ?? []).map(\.id))
        }
    }

    private func isPassedOver(_ cluster: ClusterID) -> Bool { !self.listings.contains { $0.cluster == cluster } }

    private mutating func take(_ statements: [Statement], of cluster: ClusterID) async throws {
        guard !self.isPassedOver(cluster) else { return }
        let held = try await self.target.chain(of: cluster)?.statements ?? []
        if try await self.target.receive(statements, of: cluster) {
            let common = zip(held, statements).prefix { $0 == $1 }.count
            self.result.statementsNew += UInt64(statements.count - common)
        }
        if try await self.target.chain(of: cluster)?.statements != statements { self.betterKnown.insert(cluster) }
    }

    private mutating func take(_ evidence: ForkEvidence) async throws {
        guard !self.isPassedOver(evidence.cluster) else { return }
        do {
            let wasKnown = try await self.target.standing(of: evidence.log) == .forked
            try await self.target.receive(evidence)
            // Of a log that was closed meanwhile there is nothing to tell.
            let isForked = try await self.target.standing(of: evidence.log) == .forked
            if isForked, !wasKnown { self.note(fork: evidence.log) }
        } catch let error as Refusal {
            guard self.betterKnown.contains(evidence.cluster) else { throw error }
            self.passOver(evidence.log, of: evidence.cluster, .outdated)
        }
    }

    /// Sees whether what is held here and what the bundle's maker holds can both be true.
    ///
    /// The other way round, when the maker holds more, the entries themselves tell.
    private mutating func compareListings() async throws {
        guard !self.hasCompared else { return }
        self.hasCompared = true
        for holding in self.listings {
            for listing in holding.logs ?? [] {
                guard case .held(let size, let root) = listing.standing,
                    case .held(let own, let ownRoot) = try await self.target.standing(of: listing.id), own >= size
                else { continue }
                let here: Bytes32? = try await own == size ? ownRoot : self.target.root(of: listing.id, at: size)
                guard here != root else { continue }
                if try await self.target.evidence(of: listing.id, against: listing) != nil {
                    self.note(fork: listing.id)
                } else {
                    self.passOver(listing.id, of: holding.cluster, .otherBranch)
                }
            }
        }
    }

    private mutating func begin(_ log: LogID, of cluster: ClusterID, at start: UInt64) async throws {
        self.current = nil
        guard !self.isPassedOver(cluster) else { return self.reading.passOver() }
        guard let chain = try await self.target.chain(of: cluster), chain.admitted[log] != nil else {
            // With the statements that the bundle itself brought this is a fault, which the first batch shows.
            guard self.betterKnown.contains(cluster) else { return self.take(log, of: cluster, held: 0) }
            return self.passOver(log, of: cluster, .outdated)
        }
        switch try await self.target.standing(of: log) {
        case .forked: self.passOver(log, of: cluster, .forked)
        case .held(let size, _) where size >= start: self.take(log, of: cluster, held: size)
        case .absent where start == 0: self.take(log, of: cluster, held: 0)
        case .held, .absent: self.passOver(log, of: cluster, .gap)
        }
    }

    private mutating func take(_ log: LogID, of cluster: ClusterID, held: UInt64) {
        self.current = Current(log: log, cluster: cluster, held: held)
    }

    private mutating func take(_ batch: Batch) async throws {
        guard let current = self.current else { return }
        let count = batch.checkpoint.size - batch.start
        guard batch.checkpoint.size > current.held else {
            self.result.entriesKnown += count
            return
        }
        do {
            let new = UInt64(try await self.target.receive(batch))
            self.result.entriesNew += new
            self.result.entriesKnown += count - min(new, count)
            self.current?.hasTaken = true
        } catch let error as LogError {
            guard let reason = self.reason(for: error, in: current) else { throw error }
            self.passOver(current.log, of: current.cluster, reason)
        }
    }

    /// Why a batch that was refused may be in an honest bundle; `nil` when it may not.
    private func reason(for error: LogError, in current: Current) -> BundleImport.PassedOver.Reason? {
        if self.betterKnown.contains(current.cluster) { return .outdated }
        return error.code == .rootMismatch && current.held > 0 && !current.hasTaken ? .otherBranch : nil
    }

    private mutating func note(fork log: LogID) {
        if !self.result.forks.contains(log) { self.result.forks.append(log) }
    }

    private mutating func passOver(_ log: LogID, of cluster: ClusterID, _ reason: BundleImport.PassedOver.Reason) {
        self.current = nil
        self.reading.passOver()
        guard !self.result.logsPassedOver.contains(where: { $0.log == log }) else { return }
        self.result.logsPassedOver.append(.init(log: log, cluster: cluster, reason: reason))
    }
}
