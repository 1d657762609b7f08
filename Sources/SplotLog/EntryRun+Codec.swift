import SplotCBOR
import SplotMerge

/// A run as deterministic CBOR (Protocol.md §6.1), and sealed in a zstd frame (§6.2).
extension EntryRun {
    /// The run's plaintext bytes: six byte strings, in which what entries have in common lies together.
    ///
    /// The position of its first entry is not among them.
    package var encoded: [UInt8] {
        let headerBytes = self.entries.reduce(0) { $0 + $1.header.count }
        var headerLengths: [UInt8] = []
        var headers: [UInt8] = []
        var slotCodes: [UInt8] = []
        var slots: [UInt8] = []
        headers.reserveCapacity(headerBytes)
        slots.reserveCapacity(self.byteCount - headerBytes)
        for entry in self.entries {
            headerLengths.appendLEB128(UInt64(entry.header.count))
            headers += entry.header
            switch entry.slot {
            case .none:
                slotCodes.appendLEB128(SlotCode.none)
            case .payload(let payload):
                slotCodes.appendLEB128(SlotCode.emptyPayload + UInt64(payload.count))
                slots += payload
            case .erased(let commitment):
                slotCodes.appendLEB128(SlotCode.erased)
                slots += commitment.bytes
            }
        }
        let levels = self.salts.tiles.map { $0.node == nil ? $0.level | Self.noNode : $0.level }
        let nodes = self.salts.tiles.flatMap { $0.node?.bytes ?? [] }
        let columns = [headerLengths, headers, slotCodes, slots, levels, nodes]
        var writer = CBORWriter(capacity: columns.reduce(1) { $0 + 9 + $1.count })
        writer.array(columns.count)
        for column in columns { writer.byteString(column) }
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
            guard try reader.array(max: 6) == 6 else { throw CBORError(.outOfRange, at: 0) }
            let headerLengths = try reader.byteStringSlice()
            let headers = try reader.byteStringSlice()
            let slotCodes = try reader.byteStringSlice()
            let slots = try reader.byteStringSlice()
            let levels = try reader.byteStringSlice()
            let nodes = try reader.byteStringSlice()
            try reader.finish()
            let count = LEB128Reader.count(in: headerLengths)
            guard count <= Int(clamping: maximum) else {
                throw CBORError(.outOfRange, at: headerLengths.startIndex)
            }
            var bodies = Bodies(headers: headers, slots: slots)
            let entries = try bodies.entries(count: count, headerLengths: headerLengths, slotCodes: slotCodes)
            let salts = try Self.tiling(levels: levels, nodes: nodes, start: start, count: count)
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

    /// What stands in a level's byte when the tile has no node.
    private static let noNode: UInt8 = 0x80

    /// What the numbers of the third byte string mean.
    private enum SlotCode {
        /// The entry never had a payload.
        static let none: UInt64 = 0
        /// The payload was erased; its commitment stands among the slots.
        static let erased: UInt64 = 1
        /// A payload of no bytes; one of n bytes has this and n.
        static let emptyPayload: UInt64 = 2
    }

    /// Headers and slots that are still to be dealt out among the entries.
    private struct Bodies {
        var headers: ArraySlice<UInt8>
        var slots: ArraySlice<UInt8>

        mutating func entries(
            count: Int,
            headerLengths: ArraySlice<UInt8>,
            slotCodes: ArraySlice<UInt8>
        ) throws(CBORError) -> [Entry] {
            var lengths = LEB128Reader(headerLengths)
            var codes = LEB128Reader(slotCodes)
            var entries: [Entry] = []
            entries.reserveCapacity(count)
            for _ in 0..<count {
                let length = Int(try lengths.next(max: UInt64(Limits.entryBytes)))
                let code = try codes.next(max: SlotCode.emptyPayload + UInt64(Limits.entryBytes - length))
                let header = try Self.take(length, from: &self.headers)
                entries.append(Entry(header: Array(header), slot: try self.slot(code)))
            }
            for end in [lengths.rest, codes.rest, self.headers, self.slots] where !end.isEmpty {
                throw CBORError(.trailingBytes, at: end.startIndex)
            }
            return entries
        }

        private mutating func slot(_ code: UInt64) throws(CBORError) -> Slot {
            switch code {
            case SlotCode.none:
                return .none
            case SlotCode.erased:
                let bytes = try Self.take(Bytes32.count, from: &self.slots)
                guard let commitment = Bytes32(bytes) else { throw CBORError(.truncated, at: bytes.startIndex) }
                return .erased(commitment: commitment)
            default:
                return .payload(Array(try Self.take(Int(code - SlotCode.emptyPayload), from: &self.slots)))
            }
        }

        private static func take(
            _ count: Int,
            from rest: inout ArraySlice<UInt8>
        ) throws(CBORError) -> ArraySlice<UInt8> {
            guard count <= rest.count else { throw CBORError(.truncated, at: rest.startIndex) }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
    }

    private static func tiling(
        levels: ArraySlice<UInt8>,
        nodes: ArraySlice<UInt8>,
        start: UInt64,
        count: Int
    ) throws(CBORError) -> SaltTiling {
        guard levels.count <= count else { throw CBORError(.outOfRange, at: levels.startIndex) }
        var rest = nodes
        var tiling = SaltTiling(start: start)
        for (offset, level) in zip(levels.indices, levels) {
            var tile = SaltTiling.Tile(level: level & ~Self.noNode, node: nil)
            if level & Self.noNode == 0 {
                tile.node = Salt(rest.prefix(Salt.count))
                rest = rest.dropFirst(Salt.count)
                guard tile.node != nil else { throw CBORError(.truncated, at: rest.startIndex) }
            }
            // Levels beyond 12 cannot fit a run, and would overflow what follows.
            guard tile.level <= 12, tiling.append(tile) else { throw CBORError(.outOfRange, at: offset) }
        }
        guard rest.isEmpty else { throw CBORError(.trailingBytes, at: rest.startIndex) }
        guard tiling.end - start == UInt64(count) else { throw CBORError(.outOfRange, at: levels.startIndex) }
        return tiling
    }
}
