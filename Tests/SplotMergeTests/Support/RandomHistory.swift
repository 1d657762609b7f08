import SplotMerge
import SplotTesting

/// A random federation writing to one record: every node edits what it was shown at some time, which may be long ago.
struct RandomHistory {
    /// What may go wrong in a history.
    struct Options {
        /// Logs are closed somewhere, or one is in no trusted cluster.
        var hasTrouble = true

        /// Contexts may name what does not exist, repeat themselves or name the own log.
        var hasLies = true

        /// Changes may arrive a second time with their values erased.
        var hasErasures = true
    }

    let record: RecordID
    private(set) var federation = Federation()
    private(set) var changes: [Change] = []

    private let options: Options
    private let logs: [LogID]
    private var random: SeededGenerator
    private var nextPosition: [UInt64]

    /// What each log's form shows: for each log, how many of its changes.
    private var shown: [[Int]]

    init(seed: UInt64, options: Options = Options()) {
        self.options = options
        self.random = SeededGenerator(seed: seed)
        let logCount = 2 + self.random.below(4)
        let clusterCount = 1 + self.random.below(4)
        self.logs = (0..<logCount).map { .test(UInt8($0 * 7 + 3)) }.shuffled(using: &self.random)
        self.nextPosition = []
        self.shown = [[Int]](repeating: [Int](repeating: 0, count: logCount), count: logCount)
        for _ in self.logs { self.nextPosition.append(UInt64(self.random.below(4))) }
        self.record = RecordID(EntryID(log: self.logs[0], position: self.nextPosition[0]))
        for log in self.logs { self.federation.clusters[log] = .test(UInt8(self.random.below(clusterCount))) }
        self.write(by: 0)
        for _ in 0..<(3 + self.random.below(22)) {
            let author = self.random.below(logCount)
            self.look(author)
            self.write(by: author)
        }
        if options.hasTrouble { self.federation = self.troubled(using: &self.random) }
        if options.hasErasures { self.eraseSome() }
    }

    /// The federation with some logs closed and perhaps one untrusted.
    func troubled(using random: inout SeededGenerator) -> Federation {
        var federation = self.federation
        for (index, log) in self.logs.enumerated() where random.chance(25) {
            federation.closedSizes[log] = UInt64(random.below(Int(self.nextPosition[index]) + 3))
        }
        if random.chance(20) { federation.clusters[self.logs[random.below(self.logs.count)]] = nil }
        return federation
    }

    /// Changes of one log, as they stand in it.
    private func changes(of log: Int) -> [Change] {
        self.changes.filter { $0.entry.log == self.logs[log] }
    }

    /// The author sees more of some logs, or keeps an old form open.
    private mutating func look(_ author: Int) {
        for log in self.logs.indices where self.random.chance(40) {
            let written = self.changes(of: log).count
            self.shown[author][log] = max(self.shown[author][log], self.random.below(written + 1))
        }
        if self.random.chance(30) {
            for log in self.logs.indices { self.shown[author][log] = self.changes(of: log).count }
        }
    }

    private mutating func write(by author: Int) {
        let isFirst = self.changes.isEmpty
        let operations = (0..<self.random.below(isFirst ? 3 : 4)).map { _ in self.operation(by: author) }
        let entry = EntryID(log: self.logs[author], position: self.nextPosition[author])
        self.nextPosition[author] += UInt64(1 + self.random.below(3))
        let creates = isFirst ? !self.options.hasLies || self.random.chance(97) : self.random.chance(5)
        let creation = Creation(kind: "kind\(self.random.below(2))", isCommon: self.random.chance(50))
        let change = Change(
            entry: entry,
            hashPrefix: UInt32(truncatingIfNeeded: self.random.next()),
            time: self.random.chance(3) ? .max : UInt64(self.random.below(6)),
            creation: creates ? creation : nil,
            context: self.context(of: author),
            operations: operations
        )
        self.changes.append(change)
    }

    private mutating func context(of author: Int) -> [ContextItem] {
        var items: [ContextItem] = []
        for log in self.logs.indices where log != author && self.shown[author][log] > 0 {
            items.append(self.changes(of: log)[self.shown[author][log] - 1].contextItem)
        }
        guard self.options.hasLies, self.random.chance(15) else { return items }
        let log = self.logs[self.random.below(self.logs.count)]
        let position = self.random.chance(20) ? .max : UInt64(self.random.below(20))
        items.append(ContextItem(entry: EntryID(log: log, position: position), hashPrefix: 1))
        if let item = items.randomElement(using: &self.random), self.random.chance(50) {
            items.append(ContextItem(entry: item.entry, hashPrefix: item.hashPrefix ^ 1))
        }
        if let item = self.changes.last?.contextItem { items.append(item) }
        return items.shuffled(using: &self.random)
    }

    private mutating func operation(by author: Int) -> Operation {
        let field = ["phone", "name"][self.random.below(2)]
        let key = self.random.chance(30) ? ["pl", "en"][self.random.below(2)] : nil
        switch self.random.below(20) {
        case 0...5: return .set(field: field, key: key, value: self.value())
        case 6...7: return .clear(field: field, key: key)
        case 8...10: return .add(field: field, value: self.value())
        case 11...12: return .remove(field: field, elements: self.elements(shownTo: author))
        case 13...14: return .delete
        case 15: return .restore
        case 16: return .setVisibility(self.random.chance(50) ? .open : .federation)
        case 17: return .accept(self.someEntry())
        case 18: return .decline(self.someEntry())
        default: return .unknown
        }
    }

    private mutating func value() -> Content {
        self.random.chance(8) ? .erased : .bytes([UInt8(self.random.below(3))])
    }

    private mutating func someEntry() -> EntryID {
        self.changes.randomElement(using: &self.random)?.entry ?? self.record.creator
    }

    /// Some of the adds that the author was shown, and now and then an element that is none.
    private mutating func elements(shownTo author: Int) -> [ElementID] {
        var elements: [ElementID] = []
        for log in self.logs.indices {
            let count = log == author || self.random.chance(10) ? .max : self.shown[author][log]
            for change in self.changes(of: log).prefix(count) {
                for index in change.operations.indices where self.random.chance(75) {
                    elements.append(change.element(UInt16(index)))
                }
            }
        }
        if self.random.chance(10) { elements.append(ElementID(entry: self.someEntry(), index: 40)) }
        return elements
    }

    private mutating func eraseSome() {
        for index in self.changes.indices where self.random.chance(4) {
            self.changes[index] = self.changes[index].erased
        }
    }
}
