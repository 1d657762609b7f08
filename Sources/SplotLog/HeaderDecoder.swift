import SplotCBOR
package import SplotMerge

/// Reads what entries say, one log at a time and in order (Protocol.md §5.5).
package struct HeaderDecoder {
    /// The log that is read.
    package let log: LogID

    /// The logs introduced so far, and perhaps more.
    private var all: LogNumbering
    /// How many of them are known at this point.
    private var known: Int

    /// Begins at the log's first entry.
    package init(log: LogID) {
        self.init(numbering: LogNumbering(own: log))
    }

    /// Goes on where the log was left.
    package init(numbering: LogNumbering) {
        self.log = numbering.logs[0]
        self.all = numbering
        self.known = numbering.logs.count
    }

    /// The logs introduced so far.
    package var numbering: LogNumbering {
        self.known == self.all.logs.count
            ? self.all : LogNumbering(logs: Array(self.all.logs.prefix(self.known))) ?? self.all
    }

    /// How many logs were introduced so far.
    package var introductions: Int { self.known - 1 }

    /// The same log where fewer logs had been introduced.
    ///
    /// - Parameter introductions: How many; at most as many as here.
    /// - Returns: What reads the changes of records that stand there. It reads no introductions.
    package func after(introductions: Int) -> HeaderDecoder {
        var decoder = self
        decoder.known = min(self.known, introductions + 1)
        return decoder
    }

    /// The log of a number, if it was given by now.
    private func log(numbered number: UInt64) -> LogID? {
        number < UInt64(self.known) ? self.all.log(number) : nil
    }

    /// The record that an entry creates or changes, if it does so at all.
    ///
    /// Only ``decode(_:at:hash:)`` tells whether it does: this looks no further than it must.
    ///
    /// - Parameters:
    ///   - entry: The entry's bytes.
    ///   - position: Its position in the log.
    /// - Returns: `nil` for an entry that has nothing to do with a record, or is malformed already up to there.
    package func record(of entry: EntryRun.Entry, at position: UInt64) -> RecordID? {
        var reader = CBORReader(entry.header)
        let id = EntryID(log: self.log, position: position)
        guard (try? reader.array()) != nil, let type = try? reader.integer(), (try? reader.unsigned()) != nil else {
            return nil
        }
        switch type {
        case HeaderType.creation: return RecordID(id)
        case HeaderType.change: return (try? self.entryID(before: id, &reader)).map { RecordID($0) }
        default: return nil
        }
    }

    /// Reads one entry.
    ///
    /// Nothing that it holds makes this fail: what is malformed is ``DecodedEntry/void``.
    ///
    /// - Parameters:
    ///   - entry: The entry's bytes.
    ///   - position: Its position in the log.
    ///   - hash: Its leaf hash.
    ///   - isReadingValues: Whether the payload is read as well; otherwise all values look erased.
    /// - Returns: What the entry says; ``DecodedEntry/unknown(critical:)`` for what a newer version must read.
    package mutating func decode(
        _ entry: EntryRun.Entry,
        at position: UInt64,
        hash: Bytes32,
        isReadingValues: Bool = true
    ) -> DecodedEntry {
        self.decode(entry, at: position, hashPrefix: hash.prefix4, isReadingValues: isReadingValues)
    }

    /// The same, for who knows no more of the leaf hash than its first four bytes.
    package mutating func decode(
        _ entry: EntryRun.Entry,
        at position: UInt64,
        hashPrefix: UInt32,
        isReadingValues: Bool = true
    ) -> DecodedEntry {
        do {
            let id = EntryID(log: self.log, position: position)
            // A payload never makes an entry void: without it the rest says the same.
            guard isReadingValues else {
                let header = EntryRun.Entry(header: entry.header, slot: .none)
                return try self.read(header, at: id, hashPrefix: hashPrefix)
            }
            return try self.read(entry, at: id, hashPrefix: hashPrefix)
        } catch {
            return .void
        }
    }

    private mutating func read(
        _ entry: EntryRun.Entry,
        at id: EntryID,
        hashPrefix: UInt32
    ) throws -> DecodedEntry {
        var reader = CBORReader(entry.header)
        let count = try reader.array()
        let type = try reader.integer()
        guard (type == HeaderType.inception) == (id.position == 0) else { throw CBORError(.outOfRange, at: 0) }
        if type == HeaderType.inception { return .inception(try Inception(encoded: entry.header)) }
        guard count > 0 else { throw CBORError(.outOfRange, at: 0) }
        guard let known = Self.itemCount(of: type) else {
            for _ in 1..<count { _ = try reader.item() }
            try reader.finish()
            return .unknown(critical: type < 0)
        }
        guard count == known || count == known + 1 else { throw CBORError(.outOfRange, at: 0) }
        let time = try reader.unsigned(max: Limits.number)
        var isCritical = false
        let result = try self.body(
            of: type,
            time: time,
            entry: entry,
            id: id,
            hashPrefix: hashPrefix,
            &reader,
            &isCritical
        )
        if count > known, try Self.extensions(&reader) { isCritical = true }
        try reader.finish()
        if case .introduction(_, let log) = result, !self.canIntroduce(log) { return .void }
        // Only here is it known that the entry is not void, and only such an entry can be critical.
        if isCritical { return .unknown(critical: true) }
        if case .introduction(_, let log) = result, self.all.introduce(log) { self.known += 1 }
        return result
    }

    private func canIntroduce(_ log: LogID) -> Bool {
        self.known == self.all.logs.count && self.all.canIntroduce(log)
    }

    /// The number of items of each known type of header, without extensions.
    private static func itemCount(of type: Int64) -> Int? {
        switch type {
        case HeaderType.creation, HeaderType.change, HeaderType.receipt: 5
        case HeaderType.introduction: 3
        default: nil
        }
    }

    private func body(
        of type: Int64,
        time: UInt64,
        entry: EntryRun.Entry,
        id: EntryID,
        hashPrefix: UInt32,
        _ reader: inout CBORReader,
        _ isCritical: inout Bool
    ) throws -> DecodedEntry {
        func fixed() throws -> Bytes32 {
            guard let bytes = Bytes32(try reader.byteString(count: 32)) else { throw CBORError(.outOfRange, at: 0) }
            return bytes
        }
        var change = Change(entry: id, hashPrefix: hashPrefix, time: time, operations: [])
        switch type {
        case HeaderType.creation:
            let kind = try reader.text(max: Limits.nameBytes)
            change.creation = Creation(kind: kind, isCommon: try reader.boolean())
            change.operations = try self.operations(before: id, payload: entry.slot, &reader, &isCritical)
            return .change(record: RecordID(id), change)
        case HeaderType.change:
            let record = RecordID(try self.entryID(before: id, &reader))
            change.context = try self.context(&reader)
            change.operations = try self.operations(before: id, payload: entry.slot, &reader, &isCritical)
            return .change(record: record, change)
        case HeaderType.introduction:
            return .introduction(time: time, LogID(try fixed()))
        default:
            let cluster = ClusterID(try fixed())
            let number = try reader.unsigned(max: Limits.number)
            return .receipt(time: time, cluster: cluster, statement: number, hash: try fixed())
        }
    }

    /// An entry by its position in this log, or by a log's number and the position in that log.
    func entryID(before id: EntryID, _ reader: inout CBORReader) throws -> EntryID {
        let offset = reader.offset
        if try reader.peek() == .unsigned {
            let position = try reader.unsigned()
            // A log speaks of itself only as far as it has been written.
            guard position < id.position else { throw CBORError(.outOfRange, at: offset) }
            return EntryID(log: self.log, position: position)
        }
        guard try reader.array(max: 2) == 2 else { throw CBORError(.outOfRange, at: offset) }
        guard let log = self.log(numbered: try reader.unsigned()), log != self.log else {
            throw CBORError(.outOfRange, at: offset)
        }
        return EntryID(log: log, position: try reader.unsigned(max: Limits.position))
    }

    private func context(_ reader: inout CBORReader) throws -> [ContextItem] {
        let count = try reader.array(max: Limits.contextItems)
        var items: [ContextItem] = []
        items.reserveCapacity(count)
        var previous: UInt64 = 0
        for _ in 0..<count {
            let offset = reader.offset
            guard try reader.array(max: 3) == 3 else { throw CBORError(.outOfRange, at: offset) }
            let number = try reader.unsigned()
            guard number > previous, let log = self.log(numbered: number) else {
                throw CBORError(.outOfRange, at: offset)
            }
            previous = number
            let position = try reader.unsigned(max: Limits.position)
            let prefix = try reader.byteString(count: 4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            items.append(ContextItem(entry: EntryID(log: log, position: position), hashPrefix: prefix))
        }
        return items
    }

    /// Whether an extension is critical.
    ///
    /// A header may end in one map of extensions: none is known yet.
    private static func extensions(_ reader: inout CBORReader) throws -> Bool {
        let offset = reader.offset
        // Reading the item as a whole also checks that its keys ascend.
        var inner = CBORReader(Array(try reader.item()))
        let pairs = try inner.map()
        guard pairs > 0 else { throw CBORError(.outOfRange, at: offset) }
        var isCritical = false
        for _ in 0..<pairs {
            if try inner.integer() < 0 { isCritical = true }
            _ = try inner.item()
        }
        return isCritical
    }
}
