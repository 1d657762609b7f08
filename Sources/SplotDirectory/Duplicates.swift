/// Records that are about the same thing, or may be: the same number in a register, or like names in one place.
///
/// Organisations are compared with organisations, and clusters with clusters. Nothing is merged: a person links what
/// is the same. Two records with different NIPs or KRS numbers are not taken for the same because of their names.
public struct Duplicates: Sendable {
    /// How sure it is.
    public enum Certainty: String, CaseIterable, Hashable, Sendable {
        /// The same number in a register where every number stands for one.
        case certain

        /// Worth a look.
        case likely
    }

    /// Two records that seem to be the same.
    public struct Match: Hashable, Sendable {
        /// The record with the lesser id.
        public let first: RecordUUID

        /// The record with the greater id.
        public let second: RecordUUID

        /// Why, the strongest reason first; at least one.
        public let reasons: [DuplicateReason]

        /// Whether the two are linked already.
        public let isLinked: Bool

        /// How sure it is.
        public var certainty: Certainty { self.reasons.contains(where: \.isCertain) ? .certain : .likely }
    }

    /// A field in which records of a group say different things.
    public struct Difference: Hashable, Sendable {
        /// The field's name.
        public let field: String

        /// What each record says, as one reads it; those that say nothing are left out.
        public let values: [RecordUUID: String]
    }

    /// Records that seem to be one thing, directly or through others of the group.
    public struct Group: Hashable, Sendable {
        /// The kind of the records.
        public let kind: String

        /// The records, by id; at least two.
        public let records: [RecordUUID]

        /// Which of them match, and why.
        public let matches: [Match]

        /// Where two or more of them say different things, by field.
        public let differences: [Difference]

        /// Certain when every record is tied to the others by certain matches.
        public let certainty: Certainty

        /// All reasons, the strongest first.
        public var reasons: [DuplicateReason] { Set(self.matches.flatMap(\.reasons)).sorted() }
    }

    /// The kinds that are looked through.
    public static let kinds = ["organisation", "cluster"]

    /// The groups, certain ones first, then in the order of the kinds and ids.
    public let groups: [Group]

    /// Looks for duplicates.
    ///
    /// - Parameters:
    ///   - records: The records of the directory, in any order; kinds other than ``kinds`` are not looked through.
    ///   - certainOnly: Whether only certain matches count.
    ///   - withLinked: Whether matches of records that are linked already are given too.
    ///   - links: Which records are linked; what the records themselves say when `nil`.
    public init(
        _ records: [DirectoryRecord],
        certainOnly: Bool = false,
        withLinked: Bool = false,
        links: LinkedRecords? = nil
    ) {
        let links = links ?? LinkedRecords(records)
        var groups: [Group] = []
        for kind in Self.kinds {
            let ofKind = records.filter { $0.kind == kind }
            var matches = DuplicateSearch(ofKind).reasons
                .map { pair, reasons in
                    Match(
                        first: pair.first,
                        second: pair.second,
                        reasons: reasons.sorted(),
                        isLinked: links.areLinked(pair.first, pair.second)
                    )
                }
            matches.removeAll { $0.isLinked && !withLinked || $0.certainty != .certain && certainOnly }
            groups += Self.groups(of: kind, matches: matches, records: ofKind)
        }
        self.groups = groups.filter { $0.certainty == .certain } + groups.filter { $0.certainty != .certain }
    }
}

extension Duplicates {
    private static func groups(of kind: String, matches: [Match], records: [DirectoryRecord]) -> [Group] {
        var sets = DisjointSets<RecordUUID>()
        var certain = DisjointSets<RecordUUID>()
        for match in matches {
            sets.join(match.first, match.second)
            if match.certainty == .certain { certain.join(match.first, match.second) }
        }
        let byID = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
        return Dictionary(grouping: matches) { sets.representative(of: $0.first) }
            .sorted { $0.key < $1.key }
            .map { _, matches in
                let ids = Set(matches.flatMap { [$0.first, $0.second] }).sorted()
                let parts = Set(ids.map(certain.representative))
                return Group(
                    kind: kind,
                    records: ids,
                    matches: matches.sorted { ($0.first, $0.second) < ($1.first, $1.second) },
                    differences: self.differences(of: ids.compactMap { byID[$0] }),
                    certainty: parts.count == 1 ? .certain : .likely
                )
            }
    }

    // What says where a record is from is different for every one.
    private static let ownFields: Set<String> = ["sources", "sameAs", "tags", "visibility", "status"]

    private static func differences(of records: [DirectoryRecord]) -> [Difference] {
        let fields = Set(records.flatMap(\.fields.keys)).subtracting(self.ownFields).sorted()
        return fields.compactMap { field in
            var values: [RecordUUID: String] = [:]
            for record in records {
                if let content = record.fields[field] { values[record.id] = content.displayText }
            }
            return Set(values.values).count > 1 ? Difference(field: field, values: values) : nil
        }
    }
}

extension DirectoryRecord.Content {
    /// All of it as one reads it; a set in the order of its texts.
    var displayText: String {
        switch self {
        case .single(let value): value.displayText
        case .keyed(let values): Value.structure(values).displayText
        case .set(let values): values.map(\.displayText).sorted().joined(separator: ", ")
        }
    }
}
