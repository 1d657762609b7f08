import SplotMerge

/// The merge alone: changes of eight authors to common records, in batches as they arrive from a sync.
///
/// A tenth of the changes create a record with eight fields, the rest change one to six fields of a random earlier
/// record, 70 in a hundred of them by its creator; each author has seen what was there when it wrote. For each batch
/// every record touched is merged, compacted and shown once, as a node does it.
struct MergeBenchmark {
    let events: Int
    private static let authors = 8
    private static let batch = 4_096
    private static let fields = ["name", "city", "phone", "email", "website", "type", "size", "sector"]

    func run() -> Measured {
        var changes = Workload(authors: Self.authors, fields: Self.fields)
        var states: [RecordID: RecordState] = [:]
        var seconds = 0.0
        var shown = 0
        var merged = 0
        while merged < self.events {
            let batch = changes.next(min(Self.batch, self.events - merged))
            seconds += ContinuousClock.seconds {
                var touched: [RecordID] = []
                for (record, change) in batch {
                    if states[record, default: RecordState(id: record)].changes.last?.entry != change.entry {
                        touched.append(record)
                    }
                    states[record, default: RecordState(id: record)].insert(change)
                }
                for record in Set(touched) {
                    states[record]?.compact(in: changes.federation)
                    if states[record]?.view(in: changes.federation) != nil { shown += 1 }
                }
            }
            merged += batch.count
        }
        precondition(shown > 0 && states.count == changes.recordCount, "nothing was merged")
        var measured = Measured()
        measured.add("merge \(self.events) events", Double(self.events) / seconds, "events/s")
        measured.add("merge \(self.events) events: records", Double(states.count), "records")
        return measured
    }

    /// Makes the changes.
    private struct Workload {
        let federation: Federation
        private let logs: [LogID]
        private let fields: [String]
        private var positions: [UInt64]
        private var records: [(id: RecordID, creator: Int, seen: [ContextItem?])] = []
        private var random = Seeded(7)
        private var time: UInt64 = 1_735_689_600

        var recordCount: Int { self.records.count }

        init(authors: Int, fields: [String]) {
            self.fields = fields
            self.logs = (0..<authors).map { LogID(Self.hash($0)) }
            self.positions = [UInt64](repeating: 0, count: authors)
            self.federation = Federation(
                clusters: Dictionary(
                    uniqueKeysWithValues: (0..<authors).map { (LogID(Self.hash($0)), ClusterID(Self.hash($0))) }
                )
            )
        }

        mutating func next(_ count: Int) -> [(RecordID, Change)] { (0..<count).map { _ in self.next() } }

        private mutating func next() -> (RecordID, Change) {
            self.time += UInt64(self.random.below(3))
            let creates = self.records.isEmpty || self.random.below(10) == 0
            let index = creates ? self.records.count : self.random.below(self.records.count)
            let creator = creates ? self.random.below(self.logs.count) : self.records[index].creator
            let author = creates || self.random.below(10) < 7 ? creator : self.random.below(self.logs.count)
            let entry = EntryID(log: self.logs[author], position: self.positions[author])
            self.positions[author] += 1
            let item = ContextItem(entry: entry, hashPrefix: UInt32(truncatingIfNeeded: self.random.next()))
            if creates {
                let seen = [ContextItem?](repeating: nil, count: self.logs.count)
                self.records.append((RecordID(entry), creator, seen))
            }
            let context = self.records[index].seen.enumerated().compactMap { $0 == author ? nil : $1 }
            self.records[index].seen[author] = item
            let first = self.random.below(self.fields.count)
            let operations = (0..<(creates ? self.fields.count : 1 + self.random.below(6)))
                .map { offset -> Operation in
                    let field = self.fields[(first + offset) % self.fields.count]
                    return .set(field: field, key: nil, value: .bytes(self.value()))
                }
            let change = Change(
                entry: entry,
                hashPrefix: item.hashPrefix,
                time: self.time,
                creation: creates ? Creation(kind: "organisation", isCommon: true) : nil,
                context: context,
                operations: operations
            )
            return (self.records[index].id, change)
        }

        private mutating func value() -> [UInt8] {
            let text = "wartość \(self.random.below(1_000_000))"
            return [0x60 | UInt8(min(23, text.utf8.count))] + text.utf8.prefix(23)
        }

        private static func hash(_ number: Int) -> Bytes32 {
            Bytes32([UInt8](repeating: UInt8(number * 29 + 1), count: 32)) ?? Bytes32.zero
        }
    }
}

extension Bytes32 {
    fileprivate static var zero: Bytes32 {
        guard let zero = Bytes32([UInt8](repeating: 0, count: 32)) else { preconditionFailure("32 bytes are 32") }
        return zero
    }
}
