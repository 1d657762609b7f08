import SplotMerge
import Testing

/// A record in a small federation, for examples one can read.
///
/// Two nodes of Lublin's cluster, one of Kraków's and one of Gdańsk's. Lublin's first node creates the record.
struct Scenario {
    static let lublin = LogID.test(1)
    static let lublinBranch = LogID.test(2)
    static let krakow = LogID.test(3)
    static let gdansk = LogID.test(4)
    static let lublinCluster = ClusterID.test(11)
    static let krakowCluster = ClusterID.test(13)
    static let gdanskCluster = ClusterID.test(14)

    var federation = Federation(clusters: [
        Self.lublin: Self.lublinCluster, Self.lublinBranch: Self.lublinCluster,
        Self.krakow: Self.krakowCluster, Self.gdansk: Self.gdanskCluster,
    ])

    let created: Change
    var state: RecordState
    private var lengths: [LogID: UInt64] = [Self.lublin: 1]

    init(isCommon: Bool, _ operations: Operation...) {
        self.created = Change(
            entry: EntryID(log: Self.lublin, position: 0),
            hashPrefix: 0xC0FFEE,
            time: 100,
            creation: Creation(kind: "organisation", isCommon: isCommon),
            operations: operations
        )
        self.state = RecordState(id: RecordID(self.created.entry), changes: [self.created])
    }

    /// Writes from a form that showed `seen` when it was opened; by default all there is now.
    @discardableResult
    mutating func write(
        _ log: LogID,
        time: UInt64 = 200,
        seen: RecordVersion? = nil,
        _ operations: Operation...
    ) -> Change {
        let version = seen ?? self.version
        let position = self.lengths[log, default: 0]
        let change = Change(
            entry: EntryID(log: log, position: position),
            hashPrefix: log.hash.prefix4 &+ UInt32(position),
            time: time,
            context: version.context(for: log),
            operations: operations
        )
        self.lengths[log] = position + 1
        self.state.insert(change)
        return change
    }

    var version: RecordVersion { self.state.version(in: self.federation) }

    func view() throws -> RecordView { try #require(self.state.view(in: self.federation)) }

    /// The same without some changes, as a node that never got them.
    func view(without missing: Change...) throws -> RecordView {
        let held = self.state.changes.filter { !missing.contains($0) }
        return try #require(RecordState(id: self.state.id, changes: held).view(in: self.federation))
    }
}

extension Operation {
    static func phone(_ number: String) -> Operation { .set(field: "phone", key: nil, value: .text(number)) }

    static var noPhone: Operation { .clear(field: "phone", key: nil) }
}

extension RecordView {
    /// The phone shown.
    var phone: Content? { self.place("phone")?.content }

    /// All phones that survive, the shown one first.
    var phones: [Alternative.Value] {
        guard let place = self.place("phone") else { return [] }
        return ([place.winner] + place.others).map(\.value)
    }
}
