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
    public static let voivodeships: [Voivodeship] = Self.table.map { Voivodeship(code: $0.code, name: $0.names[0]) }

    /// The two digits for what a person wrote.
    ///
    /// - Parameter text: `04`, `kujawsko-pomorskie`, `woj. śląskie`, `slaskie`, `Silesian Voivodeship`, `Schlesien`.
    /// - Returns: `nil` for anything else.
    public static func code(_ text: some StringProtocol) -> String? {
        if Digits.areAll(text.utf8) { return self.voivodeships.first { $0.code == text }?.code }
        let words = Folding.fold(String(text)).split(separator: " ")
        return self.codesByName[words.filter { !self.generalWords.contains($0) }.joined(separator: " ")]
    }

    /// The name of a voivodeship.
    ///
    /// - Parameter text: Its two digits, or the canonical text of a field: `04` or `TERYT:04`.
    /// - Returns: `nil` for anything else.
    public static func name(_ text: some StringProtocol) -> String? {
        self.names(of: text).first
    }

    /// What a voivodeship is called, for a search that must find it in any of these languages.
    ///
    /// - Parameter text: Its two digits, or the canonical text of a field: `04` or `TERYT:04`.
    /// - Returns: The Polish, English and German name, then further ones, each once; none for anything else.
    public static func names(of text: some StringProtocol) -> [String] {
        let code = text.hasPrefix("TERYT:") ? String(text.dropFirst(6)) : String(text)
        return self.table.first { $0.code == code }?.names ?? []
    }

    private static let generalWords: Set<Substring> = ["woj", "wojewodztwo", "voivodeship", "province", "woiwodschaft"]

    private static let codesByName: [String: String] = {
        var codes: [String: String] = [:]
        for row in Self.table {
            for name in row.names { codes[Folding.fold(name)] = row.code }
        }
        return codes
    }()

    // Polish, English, German, then what else is usual.
    private static let table: [(code: String, names: [String])] = [
        ("02", ["dolnośląskie", "Lower Silesia", "Niederschlesien", "Lower Silesian"]),
        ("04", ["kujawsko-pomorskie", "Kuyavia-Pomerania", "Kujawien-Pommern", "Kuyavian-Pomeranian"]),
        ("06", ["lubelskie", "Lublin"]),
        ("08", ["lubuskie", "Lubusz", "Lebus", "Lebuser Land"]),
        ("10", ["łódzkie", "Łódź", "Lodsch"]),
        ("12", ["małopolskie", "Lesser Poland", "Kleinpolen", "Małopolska"]),
        ("14", ["mazowieckie", "Mazovia", "Masowien", "Masovia", "Mazovian", "Masovian"]),
        ("16", ["opolskie", "Opole", "Oppeln"]),
        ("18", ["podkarpackie", "Subcarpathia", "Karpatenvorland", "Subcarpathian", "Vorkarpaten"]),
        ("20", ["podlaskie", "Podlachia", "Podlachien", "Podlasie"]),
        ("22", ["pomorskie", "Pomerania", "Pommern", "Pomeranian"]),
        ("24", ["śląskie", "Silesia", "Schlesien", "Silesian"]),
        ("26", ["świętokrzyskie", "Holy Cross", "Heiligkreuz"]),
        ("28", ["warmińsko-mazurskie", "Warmia-Masuria", "Ermland-Masuren", "Warmian-Masurian"]),
        ("30", ["wielkopolskie", "Greater Poland", "Großpolen", "Wielkopolska"]),
        ("32", ["zachodniopomorskie", "West Pomerania", "Westpommern", "West Pomeranian"]),
    ]
}
