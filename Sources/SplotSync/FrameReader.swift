import SplotCBOR
import SplotLog
import SplotMerge

/// Reads the body of one frame.
struct FrameReader {
    private static let maximumCapabilities = 64
    private static let maximumCapabilityBytes = 64

    private let body: [UInt8]
    private var reader: CBORReader

    init(_ body: [UInt8]) {
        self.body = body
        self.reader = CBORReader(body)
    }

    consuming func frame(of type: FrameType) throws -> Frame {
        if type == .entries { return try self.entries() }
        let frame: Frame
        switch type {
        case .hello: frame = try self.hello()
        case .ask:
            try self.tuple(0)
            frame = .ask
        case .statements: frame = try self.statements()
        case .opening: frame = try self.opening()
        case .holdings, .resume:
            try self.tuple(2)
            let isLast = try self.reader.boolean()
            let holdings = try self.holdings(of: .listing)
            frame = type == .holdings ? .holdings(holdings, isLast: isLast) : .resume(holdings, isLast: isLast)
        case .log: frame = try self.log()
        case .entries: frame = try self.entries()
        case .checkpoint: frame = try self.checkpoint()
        case .fork: frame = .fork(try self.evidence())
        case .done:
            try self.tuple(1)
            frame = .done(again: try self.reader.boolean())
        case .goodbye: frame = try self.goodbye()
        }
        try self.reader.finish()
        return frame
    }

    private mutating func tuple(_ count: Int) throws(CBORError) {
        let offset = self.reader.offset
        guard try self.reader.array(max: count) == count else { throw CBORError(.outOfRange, at: offset) }
    }

    private mutating func hash() throws(CBORError) -> Bytes32 {
        let offset = self.reader.offset
        guard let hash = Bytes32(try self.reader.byteString(count: Bytes32.count)) else {
            throw CBORError(.outOfRange, at: offset)
        }
        return hash
    }

    private mutating func hello() throws -> Frame {
        let offset = self.reader.offset
        // A newer version may say more behind this.
        let count = try self.reader.array()
        guard count >= 3 else { throw CBORError(.outOfRange, at: offset) }
        let version = try self.reader.unsigned()
        guard count == 3 || version > Hello.version else { throw CBORError(.outOfRange, at: offset) }
        var names: [String] = []
        for _ in 0..<(try self.reader.array(max: Self.maximumCapabilities)) {
            let offset = self.reader.offset
            let name = try self.reader.text(max: Self.maximumCapabilityBytes)
            if let last = names.last, !last.utf8.lexicographicallyPrecedes(name.utf8) {
                throw CBORError(.outOfRange, at: offset)
            }
            names.append(name)
        }
        let cluster = ClusterID(try self.hash())
        for _ in 3..<count { _ = try self.reader.item() }
        let capabilities = Set(names.map { Capability(rawValue: $0) })
        return .hello(Hello(version: version, capabilities: capabilities, cluster: cluster))
    }

    private mutating func statements() throws -> Frame {
        try self.tuple(3)
        let cluster = ClusterID(try self.hash())
        let from = try self.reader.unsigned(max: UInt64(StatementChain.maximumCount))
        var statements: [Statement] = []
        for _ in 0..<(try self.reader.array(max: StatementChain.maximumCount)) {
            try self.tuple(2)
            let body = try self.reader.byteString(max: Statement.maximumBodyBytes)
            let signature = Array(try self.reader.byteString(count: 64))
            statements.append(try Statement(body: body, signature: signature))
        }
        return .statements(cluster, from: from, statements)
    }

    private mutating func opening() throws(CBORError) -> Frame {
        try self.tuple(3)
        let base = self.reader.null() ? nil : try self.hash()
        let offset = self.reader.offset
        let digest = self.reader.null() ? nil : try self.hash()
        // What has changed, and what it comes to, say something only about a base.
        guard base != nil || digest == nil else { throw CBORError(.outOfRange, at: offset) }
        let changes = try self.holdings(of: .opening)
        guard (digest == nil) == changes.isEmpty else { throw CBORError(.outOfRange, at: offset) }
        return .opening(Opening(base: base, digest: digest, changes: changes))
    }

    /// Where holdings stand; an opening may leave out what has not changed.
    private enum Place {
        case opening
        case listing
    }

    private mutating func holdings(of place: Place) throws(CBORError) -> [Holding] {
        var holdings: [Holding] = []
        for _ in 0..<(try self.reader.array(max: Frame.maximumClusters)) {
            let offset = self.reader.offset
            try self.tuple(3)
            let cluster = ClusterID(try self.hash())
            // One order and nothing twice: what is compared must be comparable line by line.
            if let last = holdings.last, last.cluster >= cluster { throw CBORError(.outOfRange, at: offset) }
            let chain = place == .opening && self.reader.null() ? nil : try self.chain()
            let logs = self.reader.null() ? nil : try self.logs(of: place)
            if place == .opening, chain == nil, logs?.isEmpty ?? true { throw CBORError(.outOfRange, at: offset) }
            holdings.append(Holding(cluster: cluster, chain: chain, logs: logs))
        }
        return holdings
    }

    private mutating func chain() throws(CBORError) -> ChainHead {
        let offset = self.reader.offset
        try self.tuple(2)
        let count = try self.reader.unsigned(max: UInt64(StatementChain.maximumCount))
        guard count > 0 else { throw CBORError(.outOfRange, at: offset) }
        return ChainHead(count: count, last: try self.hash())
    }

    private mutating func logs(of place: Place) throws(CBORError) -> [Listing] {
        var logs: [Listing] = []
        for _ in 0..<(try self.reader.array(max: StatementChain.maximumLogs)) {
            let offset = self.reader.offset
            let log = try self.listing(of: place)
            if let last = logs.last, last.id >= log.id { throw CBORError(.outOfRange, at: offset) }
            logs.append(log)
        }
        return logs
    }

    private mutating func listing(of place: Place) throws(CBORError) -> Listing {
        let offset = self.reader.offset
        let count = try self.reader.array(max: 4)
        let id = LogID(try self.hash())
        switch (count, place) {
        case (1, _):
            return Listing(id: id, standing: .forked)
        case (2, .opening):
            _ = try self.reader.unsigned(max: 0)
            return Listing(id: id, standing: .absent)
        case (4, _):
            let size = try self.size()
            let root = try self.hash()
            let signature = try self.reader.byteString(max: 64)
            guard [0, 64].contains(signature.count) else { throw CBORError(.outOfRange, at: offset) }
            return Listing(id: id, standing: .held(size: size, root: root), signature: signature)
        default:
            throw CBORError(.outOfRange, at: offset)
        }
    }

    private mutating func size() throws(CBORError) -> UInt64 {
        let offset = self.reader.offset
        let size = try self.reader.unsigned(max: Limits.logSize)
        guard size > 0 else { throw CBORError(.outOfRange, at: offset) }
        return size
    }

    private mutating func log() throws(CBORError) -> Frame {
        try self.tuple(2)
        let log = LogID(try self.hash())
        return .log(log, start: try self.reader.unsigned(max: Limits.logSize))
    }

    private mutating func entries() throws(CBORError) -> Frame {
        let count = try self.reader.unsigned(max: Limits.bundleEntries)
        guard count > 0 else { throw CBORError(.outOfRange, at: 0) }
        guard !self.reader.isAtEnd else { throw CBORError(.truncated, at: self.reader.offset) }
        return .entries(count: count, run: Array(self.body[self.reader.offset...]))
    }

    private mutating func checkpoint() throws(CBORError) -> Frame {
        let offset = self.reader.offset
        switch try self.reader.array(max: 3) {
        case 0: return .checkpoint(nil)
        case 3: return .checkpoint(try self.checkpointItems())
        default: throw CBORError(.outOfRange, at: offset)
        }
    }

    private mutating func checkpointItems() throws(CBORError) -> SentCheckpoint {
        let size = try self.size()
        let root = try self.hash()
        return SentCheckpoint(size: size, root: root, signature: Array(try self.reader.byteString(count: 64)))
    }

    private mutating func evidence() throws -> ForkEvidence {
        try self.tuple(6)
        let log = LogID(try self.hash())
        let cluster = ClusterID(try self.hash())
        var checkpoints: [Checkpoint] = []
        for _ in 0..<2 {
            try self.tuple(3)
            let sent = try self.checkpointItems()
            checkpoints.append(
                try Checkpoint(log: log, size: sent.size, root: sent.root, signature: sent.signature)
            )
        }
        let root = try self.hash()
        var path: [Bytes32] = []
        for _ in 0..<(try self.reader.array(max: ForkEvidence.maximumPath)) { path.append(try self.hash()) }
        return ForkEvidence(
            cluster: cluster,
            smaller: checkpoints[0],
            larger: checkpoints[1],
            root: root,
            path: path
        )
    }

    private mutating func goodbye() throws(CBORError) -> Frame {
        try self.tuple(2)
        let code = GoodbyeCode(rawValue: try self.reader.unsigned())
        return .goodbye(Goodbye(code, try self.reader.text(max: Goodbye.maximumReasonBytes)))
    }
}
