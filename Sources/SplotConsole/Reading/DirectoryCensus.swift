import SplotDirectory
import SplotNode
import SplotOffice

/// Counts of what the directory holds, for pictures: members by place and sort, partners by country, projects in time,
/// and who works with whom.
struct DirectoryCensus: Sendable {
    /// One project that has a period.
    struct DatedProject: Sendable {
        var id: RecordUUID
        var period: Period
        var state: String?
    }

    /// The most records of a kind that are counted.
    private static let limit = 100_000

    /// Members by the two digits of the voivodeship; those without one under "".
    private(set) var membersByRegion: [String: Int] = [:]
    /// Members by the sort of organisation; those without one under "".
    private(set) var membersByType: [String: Int] = [:]
    /// How many of them have a vote, by the sort of organisation.
    private(set) var votersByType: [String: Int] = [:]
    /// Partners by country; those without one under "".
    private(set) var partnersByCountry: [String: Int] = [:]
    /// Projects with a period, the earliest first.
    private(set) var projects: [DatedProject] = []
    /// How many projects have none.
    private(set) var undatedProjects = 0
    /// For each organisation, the clusters that it is a member or partner of; for each project and event, those that it
    /// names.
    private(set) var clustersBySharing: [RecordUUID: Set<RecordUUID>] = [:]

    /// Counts.
    ///
    /// - Parameters:
    ///   - directory: As the reader may see it.
    ///   - cluster: Only what belongs to the cluster of this record; `nil` for all.
    ///   - now: In seconds since 1970-01-01T00:00:00Z: memberships count as they stand today.
    /// - Throws: `StoreError` when the database cannot be read.
    init(_ directory: VisibleDirectory, cluster: RecordUUID?, now: UInt64) async throws {
        func all(_ kind: String) async throws -> [MergedRecord] {
            var request = SearchRequest(kinds: [kind], limit: Self.limit)
            request.cluster = cluster
            return try await directory.search(request).records
        }
        let (members, partners) = (try await all("member"), try await all("partner"))
        let parties = Set((members + partners).compactMap { Self.party(of: $0) })
        let found = try await directory.records(parties)
        // A cluster that the reader may not see is not told of by those who belong to it either.
        let clusters = Set(try await directory.all("cluster", limit: Self.limit).map(\.record.id))
        let today = PartialDate(Timestamp(now).iso8601.prefix(10))
        var seats: Set<[RecordUUID]> = []
        for member in members {
            guard let party = Self.party(of: member), let organisation = found[party] else { continue }
            let membership = Membership(member.record, on: today)
            let seat = [organisation.canonical] + Self.clusters(of: member)
            guard membership.isCurrent, seats.insert(seat).inserted else { continue }
            self.membersByRegion[Self.region(of: organisation), default: 0] += 1
            let type = organisation.record.texts(of: "type").first ?? ""
            self.membersByType[type, default: 0] += 1
            if membership.hasVote { self.votersByType[type, default: 0] += 1 }
            self.clustersBySharing[organisation.canonical, default: []]
                .formUnion(Self.clusters(of: member).filter(clusters.contains))
        }
        for partner in partners {
            let party = Self.party(of: partner).flatMap { found[$0] }
            let country = partner.record.texts(of: "country").first ?? party.flatMap { Self.country(of: $0) } ?? ""
            self.partnersByCountry[country, default: 0] += 1
            if let party {
                self.clustersBySharing[party.canonical, default: []]
                    .formUnion(Self.clusters(of: partner).filter(clusters.contains))
            }
        }
        let projects = try await all("project")
        for common in try await projects + all("event") {
            let named = ["clusters", "organisers", "hosts", "participants"]
                .flatMap { common.record.fields[$0]?.values.flatMap(\.references) ?? [] }
            self.clustersBySharing[common.canonical, default: []].formUnion(named.filter(clusters.contains))
        }
        for project in projects {
            guard let period = project.record.texts(of: "period").first.flatMap({ Period($0) }) else {
                self.undatedProjects += 1
                continue
            }
            let state = project.record.texts(of: "state").first
            self.projects.append(DatedProject(id: project.record.id, period: period, state: state))
        }
        self.projects.sort { left, right in
            let keys = [left, right].map { ($0.period.start ?? $0.period.end)?.earliest.description ?? "" }
            return (keys[0], left.id) < (keys[1], right.id)
        }
    }

    private static func party(of record: MergedRecord) -> RecordUUID? {
        ["organisation", "party"].lazy.compactMap { record.record.fields[$0]?.values.flatMap(\.references).first }.first
    }

    private static func clusters(of record: MergedRecord) -> [RecordUUID] {
        record.record.fields["cluster"]?.values.flatMap(\.references) ?? []
    }

    private static func region(of record: MergedRecord) -> String {
        let region = record.record.texts(of: "region").first ?? self.address("region", of: record) ?? ""
        return region.hasPrefix("TERYT:") ? String(region.dropFirst(6)) : region
    }

    private static func country(of record: MergedRecord) -> String? {
        record.record.texts(of: "country").first ?? self.address("country", of: record)
    }

    private static func address(_ part: String, of record: MergedRecord) -> String? {
        guard case .keyed(let parts)? = record.record.fields["address"], case .text(let text)? = parts[part] else {
            return nil
        }
        return text
    }
}
