/// Why two records are taken for one and the same thing.
public enum DuplicateReason: Hashable, Sendable {
    /// They have the same number in a register.
    case identifier(IdentifierScheme)

    /// They have like names.
    case name(Likeness, Place)

    /// How like two names are.
    public enum Likeness: Hashable, Sendable {
        /// The same but for case, diacritics, spaces and signs.
        case same

        /// The same once the legal forms are taken off.
        case legalForm

        /// So many letters apart.
        case letters(Int)
    }

    /// Where the two are.
    public enum Place: Int, Hashable, Sendable {
        /// In one city.
        case city

        /// In one voivodeship, the city of one not known.
        case region

        /// The place of one is not known.
        case unknown
    }

    /// Whether this alone tells that they are the same.
    ///
    /// REGON misses one wrong digit in sixty, and branches share the first nine; a name proves nothing.
    public var isCertain: Bool {
        switch self {
        case .identifier(let scheme): [.nip, .krs, .lei, .ror].contains(scheme)
        case .name: false
        }
    }

    // The strongest first.
    private var rank: [Int] {
        switch self {
        case .identifier(let scheme):
            [self.isCertain ? 0 : 1, IdentifierScheme.allCases.firstIndex(of: scheme) ?? 0]
        case .name(.same, let place): [2, place.rawValue]
        case .name(.legalForm, let place): [3, place.rawValue]
        case .name(.letters(let count), let place): [4, count, place.rawValue]
        }
    }
}

extension DuplicateReason: Comparable {
    /// Whether the left reason is the stronger.
    public static func < (left: DuplicateReason, right: DuplicateReason) -> Bool {
        left.rank.lexicographicallyPrecedes(right.rank)
    }
}

extension DuplicateReason: CustomStringConvertible {
    /// The reason in a few words: `same NIP`, `same name in one city`.
    public var description: String {
        switch self {
        case .identifier(let scheme): "same \(scheme.rawValue)"
        case .name(let likeness, let place): "\(likeness) \(place)"
        }
    }
}

extension DuplicateReason.Likeness: CustomStringConvertible {
    /// The likeness in a few words.
    public var description: String {
        switch self {
        case .same: "same name"
        case .legalForm: "same name but for the legal form"
        case .letters(1): "names one letter apart"
        case .letters(let count): "names \(count) letters apart"
        }
    }
}

extension DuplicateReason.Place: CustomStringConvertible {
    /// The place in a few words.
    public var description: String {
        switch self {
        case .city: "in one city"
        case .region: "in one region"
        case .unknown: "(place unknown)"
        }
    }
}
