/// The sixteen Polish voivodeships, by their number in the TERYT register.
public enum Region {
    /// A voivodeship: its two digits and its name.
    public struct Voivodeship: Hashable, Sendable {
        /// Two digits, `02` to `32`.
        public let code: String

        /// The name in Polish, in lower case as the register has it.
        public let name: String
    }

    /// The voivodeships in the order of their numbers.
    public static let voivodeships: [Voivodeship] = [
        Voivodeship(code: "02", name: "dolnośląskie"),
        Voivodeship(code: "04", name: "kujawsko-pomorskie"),
        Voivodeship(code: "06", name: "lubelskie"),
        Voivodeship(code: "08", name: "lubuskie"),
        Voivodeship(code: "10", name: "łódzkie"),
        Voivodeship(code: "12", name: "małopolskie"),
        Voivodeship(code: "14", name: "mazowieckie"),
        Voivodeship(code: "16", name: "opolskie"),
        Voivodeship(code: "18", name: "podkarpackie"),
        Voivodeship(code: "20", name: "podlaskie"),
        Voivodeship(code: "22", name: "pomorskie"),
        Voivodeship(code: "24", name: "śląskie"),
        Voivodeship(code: "26", name: "świętokrzyskie"),
        Voivodeship(code: "28", name: "warmińsko-mazurskie"),
        Voivodeship(code: "30", name: "wielkopolskie"),
        Voivodeship(code: "32", name: "zachodniopomorskie"),
    ]

    /// The two digits for what a person wrote.
    ///
    /// - Parameter text: `04`, `kujawsko-pomorskie`, `woj. śląskie`, `slaskie`.
    /// - Returns: `nil` for anything else.
    public static func code(_ text: some StringProtocol) -> String? {
        let folded = Folding.fold(String(text))
        if Digits.areAll(text.utf8) { return self.voivodeships.first { $0.code == text }?.code }
        let words = folded.split(separator: " ").drop { ["woj", "wojewodztwo"].contains($0) }
        let name = words.joined(separator: " ")
        return self.voivodeships.first { Folding.fold($0.name) == name }?.code
    }

    /// The name of a voivodeship.
    ///
    /// - Parameter text: Its two digits, or the canonical text of a field: `04` or `TERYT:04`.
    /// - Returns: `nil` for anything else.
    public static func name(_ text: some StringProtocol) -> String? {
        let code = text.hasPrefix("TERYT:") ? String(text.dropFirst(6)) : String(text)
        return self.voivodeships.first { $0.code == code }?.name
    }
}
