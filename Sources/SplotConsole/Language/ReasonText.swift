import SplotDirectory

/// Why two records may be the same, in the reader's language.
struct ReasonText: Sendable {
    private let phrases: Phrases

    init(_ phrases: Phrases) { self.phrases = phrases }

    /// The reason in a few words.
    func text(_ reason: DuplicateReason) -> String {
        switch reason {
        case .identifier(let scheme): return self.phrases("sameNumber", ["scheme": scheme.rawValue])
        case .name(let likeness, let place):
            let how =
                switch likeness {
                case .same: self.phrases("likeness.same")
                case .legalForm: self.phrases("likeness.legalForm")
                case .letters(let count): self.phrases.count("likeness.letters", count)
                }
            let placeKey =
                switch place {
                case .city: "city"
                case .region: "region"
                case .unknown: "unknown"
                }
            return "\(how) \(self.phrases("nearPlace.\(placeKey)"))"
        }
    }
}
