import SplotCBOR
import SplotMerge

/// A run as deterministic CBOR (Protocol.md §6.1), and sealed in a zstd frame (§6.2).
extension EntryRun {
    /// The run's plaintext bytes.
    ///
    /// The position of its first entry is not among them.
    package var encoded: [UInt8] {
        var writer = CBORWriter(capacity: self.byteCount + self.entries.count * 6)
        writer.array(4)
        writer.array(self.entries.count)
        for entry in self.entries { writer.byteString(entry.header) }
        writer.array(self.entries.count)
        for entry in self.entries {
            switch entry.slot {
            case .none:
                writer.null()
            case .payload(let payload):
                writer.byteString(payload)
            case .erased(let commitment):
                writer.array(1)
                writer.byteString(commitment.bytes)
            }
        }
        writer.byteString(self.salts.tiles.map { $0.node == nil ? $0.level | 0x80 : $0.level })
        writer.byteString(self.salts.tiles.flatMap { $0.node?.bytes ?? [] })
        return writer.bytes
    }

    /// Reads a run from its plaintext bytes.
    ///
    /// - Parameters:
    ///   - bytes: What ``encoded`` gave.
    ///   - start: The position of the first entry in its log, known from where the run lies.
    ///   - maximum: The highest number of entries allowed here.
    /// - Throws: ``LogError`` for anything that is not a run.
    package init(encoded bytes: [UInt8], start: UInt64, maximum: UInt64 = Limits.batchEntries) throws {
        do {
            var reader = CBORReader(bytes)
            guard try reader.array(max: 4) == 4 else { throw CBORError(.outOfRange, at: 0) }
            let count = try reader.array(max: Int(maximum))
            var entries: [Entry] = []
            entries.reserveCapacity(count)
            for _ in 0..<count {
                entries.append(Entry(header: try reader.byteString(max: Limits.entryBytes), slot: .none))
            }
            guard try reader.array(max: count) == count else { throw CBORError(.outOfRange, at: reader.offset) }
            for index in 0..<count { entries[index].slot = try Self.slot(&reader) }
            let salts = try Self.tiling(&reader, start: start, count: count)
            try reader.finish()
            try self.init(entries: entries, salts: salts)
        } catch let error as CBORError {
            throw LogError(.malformedRun, "a run of entries is malformed (\(error))")
        }
    }

    /// The run as one zstd frame.
    ///
    /// - Parameter level: How hard zstd tries, 1 to 19; what comes out is only larger or smaller.
    /// - Returns: One frame that declares its content's size, which is ``encoded``.
    /// - Throws: ``LogError`` `outOfRange` for another level, `tooLarge` when zstd cannot compress so much.
    package func sealed(level: Int = 9) throws -> [UInt8] { try Zstandard.compress(self.encoded, level: level) }

    /// Reads a run from a zstd frame.
    ///
    /// - Throws: ``LogError`` for anything that is not exactly one frame of a declared and permitted size, holding
    ///   exactly one run.
    package init(sealed frame: [UInt8], start: UInt64, maximum: UInt64 = Limits.batchEntries) throws {
        let bytes = try Zstandard.decompress(frame, maximumSize: Self.maximumBytes)
        try self.init(encoded: bytes, start: start, maximum: maximum)
    }

    /// The most bytes a run can take: 256 entries of the largest size, with their lengths and salts.
    package static let maximumBytes = 256 * (Limits.entryBytes + 64)

    private static func slot(_ reader: inout CBORReader) throws(CBORError) -> Slot {
        switch try reader.peek() {
        case .byteString:
            return .payload(try reader.byteString(max: Limits.entryBytes))
        case .array:
            let start = reader.offset
            guard try reader.array() == 1, let commitment = Bytes32(try reader.byteString(count: Bytes32.count)) else {
                throw CBORError(.outOfRange, at: start)
            }
            return .erased(commitment: commitment)
        default:
            guard reader.null() else { throw CBORError(.unexpectedType, at: reader.offset) }
            return .none
        }
    }

    private static func tiling(_ reader: inout CBORReader, start: UInt64, count: Int) throws(CBORError) -> SaltTiling {
        let offset = reader.offset
        let levels = try reader.byteString(max: count)
        let nodes = try reader.byteString(max: count * Salt.count)
        var rest = nodes[...]
        var tiling = SaltTiling(start: start)
        for level in levels {
            var tile = SaltTiling.Tile(level: level & 0x7f, node: nil)
            if level & 0x80 == 0 {
                tile.node = Salt(rest.prefix(Salt.count))
                rest = rest.dropFirst(Salt.count)
                guard tile.node != nil else { throw CBORError(.truncated, at: offset) }
            }
            // Levels beyond 12 cannot fit a run, and would overflow what follows.
            guard tile.level <= 12, tiling.append(tile) else { throw CBORError(.outOfRange, at: offset) }
        }
        guard rest.isEmpty, tiling.end - start == UInt64(count) else { throw CBORError(.outOfRange, at: offset) }
        return tiling
    }
}
