import SplotCBOR
import SplotMerge

/// The numbers of what statements say (Protocol.md §4.2).
///
/// Unknown negative ones are critical.
enum StatementType {
    static let found: Int64 = 0
    static let admit: Int64 = 1
    static let close: Int64 = 2
    static let rotate: Int64 = 3
    static let succeeded: Int64 = 4
    static let erase: Int64 = 5
    static let receive: Int64 = 6
}

/// Reads a statement's body (Protocol.md §4.1).
struct StatementReader {
    /// Ranges that one erasure may name.
    static let maximumRanges = 512

    private var reader: CBORReader
    private let count: Int

    init(_ body: [UInt8]) throws(CBORError) {
        self.reader = CBORReader(body)
        self.count = try self.reader.array(max: 16)
    }

    mutating func position() throws(CBORError) -> (cluster: ClusterID?, number: UInt64, previous: Bytes32?) {
        let isFounding = self.reader.null()
        let cluster = isFounding ? nil : ClusterID(try self.fixed())
        let number = try self.reader.unsigned(max: Limits.number)
        let previous: Bytes32? = self.reader.null() ? nil : try self.fixed()
        // Statement 0 and no other stands on nothing.
        guard isFounding == (number == 0), isFounding == (previous == nil) else { throw CBORError(.outOfRange, at: 0) }
        return (cluster, number, previous)
    }

    mutating func act(isFirst: Bool) throws(CBORError) -> (time: UInt64, act: Statement.Act) {
        let time = try self.reader.unsigned(max: Limits.number)
        let type = try self.reader.integer()
        guard isFirst == (type == StatementType.found) else { throw CBORError(.outOfRange, at: self.reader.offset) }
        let known: [Int64: Int] = [
            StatementType.found: 3, StatementType.admit: 3, StatementType.close: 3, StatementType.rotate: 3,
            StatementType.succeeded: 1, StatementType.erase: 2, StatementType.receive: 2,
        ]
        guard let arguments = known[type] else {
            guard self.count >= 5 else { throw CBORError(.outOfRange, at: 0) }
            for _ in 5..<self.count { _ = try self.reader.item() }
            try self.reader.finish()
            return (time, .unknown(isCritical: type < 0))
        }
        guard self.count == 5 + arguments else { throw CBORError(.outOfRange, at: 0) }
        let act = try self.arguments(of: type)
        try self.reader.finish()
        return (time, act)
    }

    private mutating func arguments(of type: Int64) throws(CBORError) -> Statement.Act {
        switch type {
        case StatementType.found:
            return .found(
                key: try self.fixed(),
                recoveryHash: try self.fixed(),
                name: try self.reader.text(max: Limits.nameBytes)
            )
        case StatementType.admit:
            return .admit(
                nodeKey: try self.fixed(),
                log: LogID(try self.fixed()),
                name: try self.reader.text(max: Limits.nameBytes)
            )
        case StatementType.close:
            return .close(
                log: LogID(try self.fixed()),
                size: try self.reader.unsigned(max: Limits.logSize),
                root: try self.fixed()
            )
        case StatementType.rotate:
            let key = try self.fixed()
            let recoveryHash = try self.fixed()
            return .rotate(
                key: key,
                recoveryHash: recoveryHash,
                recoveryKey: self.reader.null() ? nil : try self.fixed()
            )
        case StatementType.succeeded:
            return .succeeded(by: ClusterID(try self.fixed()))
        case StatementType.receive:
            return .receive(log: LogID(try self.fixed()), key: try self.fixed())
        default:
            let log = LogID(try self.fixed())
            return .erase(log: log, ranges: try self.ranges())
        }
    }

    private mutating func ranges() throws(CBORError) -> [Range<UInt64>] {
        let count = try self.reader.array(max: Self.maximumRanges)
        var ranges: [Range<UInt64>] = []
        for _ in 0..<count {
            let offset = self.reader.offset
            guard try self.reader.array(max: 2) == 2 else { throw CBORError(.outOfRange, at: offset) }
            let start = try self.reader.unsigned(max: Limits.position)
            let length = try self.reader.unsigned(max: Limits.logSize)
            guard length > 0, length <= Limits.logSize - start, start >= ranges.last?.upperBound ?? 0 else {
                throw CBORError(.outOfRange, at: offset)
            }
            ranges.append(start..<(start + length))
        }
        return ranges
    }

    private mutating func fixed() throws(CBORError) -> Bytes32 {
        let offset = self.reader.offset
        guard let bytes = Bytes32(try self.reader.byteString(count: Bytes32.count)) else {
            throw CBORError(.outOfRange, at: offset)
        }
        return bytes
    }
}

/// Writes a statement's body (Protocol.md §4.1).
enum StatementWriter {
    static func body(act: Statement.Act, previous: Statement?, time: UInt64) throws -> [UInt8] {
        var writer = CBORWriter(capacity: 256)
        let (type, count) = try Self.type(of: act)
        writer.array(5 + count)
        if let previous {
            writer.byteString(previous.cluster.hash.bytes)
            writer.unsigned(previous.number + 1)
            writer.byteString(previous.hash.bytes)
        } else {
            writer.null()
            writer.unsigned(0)
            writer.null()
        }
        writer.unsigned(time)
        writer.integer(type)
        Self.write(act, to: &writer)
        return writer.bytes
    }

    private static func type(of act: Statement.Act) throws -> (number: Int64, arguments: Int) {
        switch act {
        case .found: (StatementType.found, 3)
        case .admit: (StatementType.admit, 3)
        case .close: (StatementType.close, 3)
        case .rotate: (StatementType.rotate, 3)
        case .succeeded: (StatementType.succeeded, 1)
        case .erase: (StatementType.erase, 2)
        case .receive: (StatementType.receive, 2)
        case .unknown: throw LogError(.malformedStatement, "a statement of a newer version cannot be written")
        }
    }

    private static func write(_ act: Statement.Act, to writer: inout CBORWriter) {
        switch act {
        case .found(let key, let recoveryHash, let name):
            writer.byteString(key.bytes)
            writer.byteString(recoveryHash.bytes)
            writer.text(name)
        case .admit(let nodeKey, let log, let name):
            writer.byteString(nodeKey.bytes)
            writer.byteString(log.hash.bytes)
            writer.text(name)
        case .close(let log, let size, let root):
            writer.byteString(log.hash.bytes)
            writer.unsigned(size)
            writer.byteString(root.bytes)
        case .rotate(let key, let recoveryHash, let recoveryKey):
            writer.byteString(key.bytes)
            writer.byteString(recoveryHash.bytes)
            if let recoveryKey { writer.byteString(recoveryKey.bytes) } else { writer.null() }
        case .succeeded(let cluster):
            writer.byteString(cluster.hash.bytes)
        case .erase(let log, let ranges):
            writer.byteString(log.hash.bytes)
            writer.array(ranges.count)
            for range in ranges {
                writer.array(2)
                writer.unsigned(range.lowerBound)
                writer.unsigned(range.upperBound - range.lowerBound)
            }
        case .receive(let log, let key):
            writer.byteString(log.hash.bytes)
            writer.byteString(key.bytes)
        case .unknown:
            break
        }
    }
}
