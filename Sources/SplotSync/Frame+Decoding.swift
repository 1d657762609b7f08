import SplotCBOR
import SplotLog
import SplotMerge

/// Frames from bytes (Protocol.md §10.2).
extension Frame {
    /// Reads a frame's body.
    ///
    /// - Returns: `nil` for a frame of an unknown type that may be passed over.
    /// - Throws: ``Violation`` with `malformedFrame`, `unexpectedFrame` for an unknown type that may not be passed
    ///   over, `badData` for a statement that is not one.
    package static func read(_ raw: RawFrame) throws(Violation) -> Frame? {
        guard let type = FrameType(rawValue: raw.type) else {
            guard raw.type & FrameType.skippable != 0 else {
                throw Violation(.unexpectedFrame, "frames of type \(raw.type) are not known here")
            }
            return nil
        }
        do {
            return try FrameReader(raw.body).frame(of: type)
        } catch let error as CBORError {
            throw Violation(.malformedFrame, "the \(type) frame is malformed (\(error))")
        } catch let error as LogError {
            throw Violation(.badData, "a statement in the \(type) frame was refused (\(error.code.rawValue))")
        } catch {
            throw Violation(.internalError, "the \(type) frame could not be read")
        }
    }
}

/// Reads the body of one frame.
private struct FrameReader {
    private static let maximumClusters = 4_096
    private static let maximumCapabilities = 64

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
        case .holdings: frame = .holdings(try self.holdings())
        case .resume: frame = .resume(try self.holdings())
        case .statements: frame = try self.statements()
        case .log: frame = try self.log()
        case .entries: frame = try self.entries()
        case .checkpoint: frame = try self.checkpoint()
        case .done:
            try self.tuple(0)
            frame = .done
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
        try self.tuple(4)
        let version = try self.reader.unsigned()
        var capabilities: [String] = []
        for _ in 0..<(try self.reader.array(max: Self.maximumCapabilities)) {
            capabilities.append(try self.reader.text(max: Self.maximumCapabilities))
        }
        let statements = try self.signed()
        let log = LogID(try self.hash())
        return .hello(Hello(version: version, capabilities: capabilities, statements: statements, log: log))
    }

    private mutating func signed() throws -> [Statement] {
        var statements: [Statement] = []
        for _ in 0..<(try self.reader.array(max: StatementChain.maximumCount)) {
            try self.tuple(2)
            let body = try self.reader.byteString(max: Statement.maximumBodyBytes)
            let signature = Array(try self.reader.byteString(count: 64))
            statements.append(try Statement(body: body, signature: signature))
        }
        return statements
    }

    private mutating func holdings() throws(CBORError) -> [Holding] {
        var holdings: [Holding] = []
        for _ in 0..<(try self.reader.array(max: Self.maximumClusters)) {
            let offset = self.reader.offset
            try self.tuple(4)
            let cluster = ClusterID(try self.hash())
            // One order and nothing twice: what is compared must be comparable line by line.
            if let last = holdings.last, last.cluster >= cluster { throw CBORError(.outOfRange, at: offset) }
            let count = try self.reader.unsigned(max: UInt64(StatementChain.maximumCount))
            guard count > 0 else { throw CBORError(.outOfRange, at: offset) }
            let statement = try self.hash()
            let logs = self.reader.null() ? nil : try self.logs()
            holdings.append(
                Holding(cluster: cluster, statementCount: count, lastStatement: statement, logs: logs)
            )
        }
        return holdings
    }

    private mutating func logs() throws(CBORError) -> [Inventory.Log] {
        var logs: [Inventory.Log] = []
        for _ in 0..<(try self.reader.array()) {
            let offset = self.reader.offset
            try self.tuple(3)
            let log = LogID(try self.hash())
            if let last = logs.last, last.id >= log { throw CBORError(.outOfRange, at: offset) }
            let size = try self.reader.unsigned(max: Limits.logSize)
            guard size > 0 else { throw CBORError(.outOfRange, at: offset) }
            logs.append(Inventory.Log(id: log, size: size, root: try self.hash()))
        }
        return logs
    }

    private mutating func statements() throws -> Frame {
        try self.tuple(3)
        let cluster = ClusterID(try self.hash())
        let from = try self.reader.unsigned(max: UInt64(StatementChain.maximumCount))
        return .statements(cluster, from: from, try self.signed())
    }

    private mutating func log() throws(CBORError) -> Frame {
        try self.tuple(3)
        let log = LogID(try self.hash())
        let cluster = ClusterID(try self.hash())
        return .log(log, of: cluster, start: try self.reader.unsigned(max: Limits.logSize))
    }

    private mutating func entries() throws(CBORError) -> Frame {
        let count = try self.reader.unsigned(max: Limits.bundleEntries)
        guard count > 0 else { throw CBORError(.outOfRange, at: 0) }
        guard !self.reader.isAtEnd else { throw CBORError(.truncated, at: self.reader.offset) }
        return .entries(count: count, run: Array(self.body[self.reader.offset...]))
    }

    private mutating func checkpoint() throws(CBORError) -> Frame {
        try self.tuple(3)
        let size = try self.reader.unsigned(max: Limits.logSize)
        let root = try self.hash()
        return .checkpoint(size: size, root: root, signature: Array(try self.reader.byteString(count: 64)))
    }

    private mutating func goodbye() throws(CBORError) -> Frame {
        try self.tuple(2)
        let code = GoodbyeCode(rawValue: try self.reader.unsigned())
        return .goodbye(Goodbye(code, try self.reader.text(max: Goodbye.maximumReasonBytes)))
    }
}
