/// The countries of ISO 3166-1.
public enum Country {
    /// Every officially assigned alpha-2 code, in alphabetical order.
    public static let codes: [String] = Self.officialCodes.split(separator: " ").map(String.init)

    /// The alpha-2 code for what a person wrote.
    ///
    /// - Parameter text: A code in either case, or one of the country's Polish, English or German names; case, diacritics
    ///   and punctuation do not count. `UK` and `EL`, which the European Union uses, mean `GB` and `GR`.
    /// - Returns: `nil` for anything else.
    public static func code(_ text: some StringProtocol) -> String? {
        let upper = text.uppercased()
        if self.known.contains(upper) { return upper }
        if let code = ["UK": "GB", "EL": "GR"][upper] { return code }
        return self.codesByName[Folding.fold(String(text))]
    }

    /// What a country is called, for a search that must find it in any of these languages.
    ///
    /// - Parameter code: The alpha-2 code, upper case.
    /// - Returns: The usual Polish, English and German name, then further ones, each once; none for an unknown code.
    public static func names(of code: some StringProtocol) -> [String] {
        self.namesByCode[String(code)] ?? []
    }

    private static let known = Set(Self.codes)

    private static let namesByCode: [String: [String]] = {
        var names: [String: [String]] = [:]
        for line in Self.namesTable.split(separator: "\n") {
            let parts = line.split(separator: "|").map(String.init)
            names[parts[0]] = Array(parts.dropFirst())
        }
        return names
    }()

    private static let codesByName: [String: String] = {
        var codes: [String: String] = [:]
        for (code, names) in Self.namesByCode {
            for name in names { codes[Folding.fold(name)] = code }
        }
        return codes
    }()

    private static let officialCodes = """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
        CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
        FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
        JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
        MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
        PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
        TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
        """
}
