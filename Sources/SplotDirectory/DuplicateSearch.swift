/// Finds pairs of records that are the same, or may be.
///
/// Nothing is compared with everything: records meet only where they share a number, a name, or a piece of a long name.
/// With `n` records of a few names each, that takes time and room in proportion to `n`, and to the number of pairs found.
struct DuplicateSearch {
    /// Two records, the first before the second.
    struct Pair: Hashable {
        let first: RecordUUID
        let second: RecordUUID

        init(_ left: RecordUUID, _ right: RecordUUID) {
            self.first = min(left, right)
            self.second = max(left, right)
        }
    }

    /// The pairs, and why.
    private(set) var reasons: [Pair: Set<DuplicateReason>] = [:]

    // Records of one name are compared with so many of those that come after them, sorted by place. In a larger group
    // that is not all of them, but those in one city stand together.
    private static let neighbours = 50

    private let profiles: [DuplicateProfile]

    /// Looks through the records of one kind.
    init(_ records: some Sequence<DirectoryRecord>) {
        // In an order of their own, so that nothing depends on the order in which they come.
        self.profiles = records.map { DuplicateProfile($0) }
            .sorted { left, right in
                left.place.key == right.place.key ? left.id < right.id : left.place.key < right.place.key
            }
        self.compareIdentifiers()
        self.compareNames()
    }

    // All records of one number are one thing: each need only meet the next.
    private mutating func compareIdentifiers() {
        var holders: [Identifier.Key: [Int]] = [:]
        for (index, profile) in self.profiles.enumerated() {
            for key in profile.identifiers { holders[key, default: []].append(index) }
        }
        for (key, indices) in holders {
            for (left, right) in zip(indices, indices.dropFirst()) {
                self.add(.identifier(key.scheme), self.profiles[left], self.profiles[right])
            }
        }
    }

    private mutating func compareNames() {
        var holders: [String: [Int]] = [:]
        for (index, profile) in self.profiles.enumerated() {
            for name in profile.names.keys { holders[name, default: []].append(index) }
        }
        for (name, indices) in holders {
            for (position, left) in indices.enumerated() {
                for right in indices[(position + 1)...].prefix(Self.neighbours) {
                    let first = self.profiles[left].names[name, default: []]
                    let isSame = !first.isDisjoint(with: self.profiles[right].names[name, default: []])
                    self.add(isSame ? .same : .legalForm, self.profiles[left], self.profiles[right])
                }
            }
        }
        for pair in NearNames.pairs(among: holders.keys.sorted()) {
            for left in holders[pair.first, default: []].prefix(Self.neighbours) {
                for right in holders[pair.second, default: []].prefix(Self.neighbours) where left != right {
                    self.add(.letters(pair.distance), self.profiles[left], self.profiles[right])
                }
            }
        }
    }

    // Like names count in one place only, and not where other numbers say that there are two.
    private mutating func add(
        _ likeness: DuplicateReason.Likeness,
        _ left: DuplicateProfile,
        _ right: DuplicateProfile
    ) {
        guard let place = left.place.nearness(to: right.place) else { return }
        if left.hasOtherNumbers(than: right), Set(left.identifiers).isDisjoint(with: right.identifiers) { return }
        self.add(.name(likeness, place), left, right)
    }

    private mutating func add(_ reason: DuplicateReason, _ left: DuplicateProfile, _ right: DuplicateProfile) {
        self.reasons[Pair(left.id, right.id), default: []].insert(reason)
    }
}
