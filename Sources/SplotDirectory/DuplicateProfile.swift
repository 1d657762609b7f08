/// What a record is compared by when duplicates are looked for.
struct DuplicateProfile {
    let id: RecordUUID
    /// The numbers by which two are the same; a KRS also where it stands in an EUID, a REGON by its first nine digits.
    let identifiers: [Identifier.Key]
    /// The names as `Folding.squash` leaves them, by the same without legal forms.
    let names: [String: Set<String>]
    let place: Place

    private let nips: Set<String>
    private let krss: Set<String>

    /// The least letters a name must have to count: an abbreviation of two says nothing.
    private static let leastLetters = 3

    init(_ record: DirectoryRecord) {
        self.id = record.id
        self.identifiers = Array(Set(record.elements("identifiers").compactMap { Identifier.Key($0) }))
        self.nips = Set(self.identifiers.filter { $0.scheme == .nip }.map(\.code))
        self.krss = Set(self.identifiers.filter { $0.scheme == .krs }.map(\.code))
        self.place = Place(record)
        var written = Array(record.texts("name").values)
        for case .text(let alias) in record.elements("aliases") { written.append(alias) }
        var names: [String: Set<String>] = [:]
        for name in written {
            let folded = Folding.fold(name)
            let squashed = folded.filter { $0 != " " }
            guard squashed.utf8.count >= Self.leastLetters else { continue }
            names[LegalForm.removed(from: folded).joined(), default: []].insert(squashed)
        }
        self.names = names
    }

    /// Whether both have a NIP, or both a KRS, and share none.
    func hasOtherNumbers(than other: DuplicateProfile) -> Bool {
        [(self.nips, other.nips), (self.krss, other.krss)]
            .contains { left, right in !left.isEmpty && !right.isEmpty && left.isDisjoint(with: right) }
    }
}

extension DuplicateProfile {
    /// Where something is, as far as it is known.
    struct Place {
        let country: String?
        let regions: Set<String>
        let city: String?
        /// What neighbours are sorted by.
        let key: String

        init(_ record: DirectoryRecord) {
            let address = record.texts("address")
            self.country = record.text("country") ?? address["country"]
            var regions = Set([record.text("region"), address["region"]].compactMap { $0 })
            for case .text(let region) in record.elements("regions") { regions.insert(region) }
            self.regions = regions
            let city = Folding.fold(address["city"] ?? "")
            self.city = city.isEmpty ? nil : city
            self.key = city + "|" + (regions.min() ?? "")
        }

        /// How near two places are; `nil` when they are not one.
        func nearness(to other: Place) -> DuplicateReason.Place? {
            if let country = self.country, let otherCountry = other.country, country != otherCountry { return nil }
            let haveRegions = !self.regions.isEmpty && !other.regions.isEmpty
            // There are several places called Dąbrowa.
            if haveRegions, self.regions.isDisjoint(with: other.regions) { return nil }
            if let city = self.city, let otherCity = other.city { return city == otherCity ? .city : nil }
            return haveRegions ? .region : .unknown
        }
    }
}

extension Identifier {
    /// A number by which two records are compared.
    struct Key: Hashable {
        let scheme: IdentifierScheme
        let code: String

        init?(_ value: Value) {
            guard case .text(let text) = value, let identifier = Identifier(text) else { return nil }
            switch identifier.scheme {
            case .euid:
                self.scheme = .krs
                self.code = String(identifier.code.dropFirst("PLKRS.".count))
            case .regon:
                self.scheme = .regon
                self.code = String(identifier.code.prefix(9))
            case .teryt:
                return nil
            case .nip, .krs, .rpwdl, .lei, .ror:
                self.scheme = identifier.scheme
                self.code = identifier.code
            }
        }
    }
}
