/// Which form of a word goes with a whole number (Unicode CLDR, "Language Plural Rules", cardinals).
enum PluralForm: String, CaseIterable, Sendable {
    case one
    case few
    case many
    case other

    /// The form for a number.
    ///
    /// - Parameters:
    ///   - number: How many.
    ///   - language: In which language.
    init(_ number: Int, in language: Language) {
        let magnitude = number.magnitude
        switch language {
        case .english, .german: self = magnitude == 1 ? .one : .other
        case .polish:
            let (tens, units) = (magnitude % 100, magnitude % 10)
            if magnitude == 1 {
                self = .one
            } else if (2...4).contains(units), !(12...14).contains(tens) {
                self = .few
            } else {
                self = .many
            }
        }
    }
}
