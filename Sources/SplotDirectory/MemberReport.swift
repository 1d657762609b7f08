/// Counts of members by type, region and cluster on one day.
///
/// An organisation counts once in a cluster, however many records say so, also when records of it or of the cluster are
/// linked. A membership counts when on the day it is not merely declared, neither rejected nor left, nor all of it still
/// to come.
public struct MemberReport: Sendable {
    /// What is counted by.
    public enum Dimension: String, CaseIterable, Hashable, Sendable {
        /// The sort of organisation.
        case type

        /// The voivodeship of the seat.
        case region

        /// The cluster itself.
        case cluster
    }

    /// One count.
    public struct Row: Hashable, Sendable {
        /// The cluster's record.
        public let cluster: RecordUUID

        /// What is counted by.
        public let dimension: Dimension

        /// The type, the voivodeship's Polish name, or the cluster's name; `nil` when it is unknown.
        public let group: String?

        /// How many members there are.
        public let members: Int

        /// How many of them have a vote.
        public let voting: Int

        /// What the share is a share of: the cluster's members, or those of all clusters counted.
        public let base: Int

        /// The share of the base in per cent with one decimal, rounded exactly; `nil` without a base.
        public var share: String? { Percentage.text(ExactNumber(self.members), of: ExactNumber(self.base)) }
    }

    /// A membership whose steps contradict the way in.
    public struct Flag: Hashable, Sendable {
        /// The membership's record.
        public let member: RecordUUID

        /// What is wrong with it.
        public let fault: MembershipFault
    }

    /// The day.
    public let day: PartialDate

    /// The rows: by type, by region, by cluster; in each by cluster and group in the order of the Polish alphabet, what
    /// is unknown last.
    public let rows: [Row]

    /// The memberships with faults, in the order of their ids.
    public let flags: [Flag]

    /// What figures say that does not fit, or not with these counts.
    public let warnings: [FigureWarning]

    /// Counts the members of clusters.
    ///
    /// - Parameters:
    ///   - records: The records of the directory: members, organisations, clusters and figures are looked at.
    ///   - day: The day for which to count.
    ///   - clusters: Only the clusters of these records; `nil` for all that have members, now or once.
    ///   - links: Which records are about the same thing; what the records themselves say when `nil`.
    public init(
        _ records: [DirectoryRecord],
        on day: PartialDate,
        clusters: Set<RecordUUID>? = nil,
        links: LinkedRecords? = nil
    ) {
        let census = Census(records, day: day, clusters: clusters, links: links ?? LinkedRecords(records))
        self.day = day
        self.rows = census.rows
        self.flags = census.flags
        let figures = records.filter { record in
            guard record.kind == "figure", let clusters else { return record.kind == "figure" }
            return record.reference("subject").map { clusters.contains($0) || census.clusters.contains($0) } ?? false
        }
        var counts: [RecordUUID: FigureCheck.MemberCount] = [:]
        for (cluster, members) in census.counts {
            counts[cluster] = FigureCheck.MemberCount(members: members, day: day)
        }
        self.warnings = FigureCheck(figures, members: counts).warnings
    }

    /// The number of members of all clusters counted.
    public var total: Int { self.rows.lazy.filter { $0.dimension == .cluster }.reduce(0) { $0 + $1.members } }
}
