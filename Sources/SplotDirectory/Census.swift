/// The counting behind a ``MemberReport``.
struct Census {
    // What is known of one member of one cluster, from all records of it.
    private struct Member {
        var type: String?
        var region: String?
        var hasVote = false
    }

    private struct Seat: Hashable {
        var cluster: RecordUUID
        var organisation: RecordUUID
    }

    private let day: PartialDate
    private let links: LinkedRecords
    private var names: [RecordUUID: String] = [:]
    private var members: [RecordUUID: [Member]] = [:]

    /// The faults of the memberships in the clusters counted.
    private(set) var flags: [MemberReport.Flag] = []

    /// The records of the clusters counted, the linked ones too.
    private(set) var clusters: Set<RecordUUID> = []

    init(_ records: [DirectoryRecord], day: PartialDate, clusters wanted: Set<RecordUUID>?, links: LinkedRecords) {
        self.day = day
        self.links = links
        let chosen = wanted.map { Set($0.map(self.links.representative)) }
        // In the order of the ids, so that of several linked records always the same says what the organisation is.
        let sorted = records.sorted { $0.id < $1.id }
        let organisations = self.organisations(in: sorted)
        var seats: [Seat: Member] = [:]
        for cluster in chosen ?? [] { self.members[cluster] = [] }
        for record in sorted where record.kind == "member" {
            guard let cluster = record.reference("cluster"), let organisation = record.reference("organisation")
            else { continue }
            let seat = Seat(
                cluster: self.links.representative(of: cluster),
                organisation: self.links.representative(of: organisation)
            )
            guard chosen?.contains(seat.cluster) ?? true else { continue }
            self.members[seat.cluster] = []
            let membership = Membership(record, on: day)
            self.flags += membership.faults.map { MemberReport.Flag(member: record.id, fault: $0) }
            guard membership.isCurrent else { continue }
            var member = seats[seat] ?? organisations[seat.organisation] ?? Member()
            if membership.hasVote { member.hasVote = true }
            seats[seat] = member
        }
        for (seat, member) in seats { self.members[seat.cluster, default: []].append(member) }
        for record in sorted where record.kind == "cluster" {
            let cluster = self.links.representative(of: record.id)
            guard self.members[cluster] != nil else { continue }
            self.clusters.insert(record.id)
            if self.names[cluster] == nil { self.names[cluster] = record.bestName }
        }
    }

    private func organisations(in records: [DirectoryRecord]) -> [RecordUUID: Member] {
        var organisations: [RecordUUID: Member] = [:]
        for record in records where record.kind == "organisation" {
            var member = organisations[self.links.representative(of: record.id)] ?? Member()
            member.type = member.type ?? record.text("type")
            member.region = member.region ?? record.text("region") ?? record.texts("address")["region"]
            organisations[self.links.representative(of: record.id)] = member
        }
        return organisations
    }

    /// How many members each cluster has, by every record of it.
    var counts: [RecordUUID: Int] {
        var counts: [RecordUUID: Int] = [:]
        for cluster in self.clusters {
            counts[cluster] = self.members[self.links.representative(of: cluster)]?.count
        }
        return counts
    }

    /// The counts.
    var rows: [MemberReport.Row] {
        let clusters = self.members.keys.map { (id: $0, key: PolishCollation.sortKey(self.names[$0] ?? "")) }
            .sorted { left, right in
                left.key == right.key ? left.id < right.id : left.key.lexicographicallyPrecedes(right.key)
            }
            .map(\.id)
        let total = self.members.values.reduce(0) { $0 + $1.count }
        let byType = clusters.flatMap { self.rows(of: $0, by: .type) { $0.type } }
        let byRegion = clusters.flatMap { cluster in
            self.rows(of: cluster, by: .region) { $0.region.map { Region.name($0) ?? $0 } }
        }
        let byCluster = clusters.map { cluster in
            self.row(of: cluster, by: .cluster, group: self.names[cluster], self.members[cluster] ?? [], base: total)
        }
        return byType + byRegion + byCluster
    }

    private func rows(
        of cluster: RecordUUID,
        by dimension: MemberReport.Dimension,
        group: (Member) -> String?
    ) -> [MemberReport.Row] {
        let members = self.members[cluster] ?? []
        let groups = Dictionary(grouping: members, by: group)
        let known = groups.keys.compactMap { $0 }.sorted(by: PolishCollation.areInOrder)
        return (known + [nil])
            .compactMap { name in
                groups[name].map { self.row(of: cluster, by: dimension, group: name, $0, base: members.count) }
            }
    }

    private func row(
        of cluster: RecordUUID,
        by dimension: MemberReport.Dimension,
        group: String?,
        _ members: [Member],
        base: Int
    ) -> MemberReport.Row {
        MemberReport.Row(
            cluster: cluster,
            dimension: dimension,
            group: group,
            members: members.count,
            voting: members.count { $0.hasVote },
            base: base
        )
    }
}

extension DirectoryRecord {
    /// The record's name in the language it is shown in.
    var bestName: String? { LocalisedText.best(of: self.texts("name"))?.text }
}
