/// The countries of ISO 3166-1.
public enum Country {
    /// Every officially assigned alpha-2 code, in alphabetical order.
    public static let codes: [String] = Self.officialCodes.split(separator: " ").map(String.init)

    /// The alpha-2 code for what a person wrote.
    ///
    /// - Parameter text: A code in either case, or the usual Polish, English or German name of a European country or one
    ///   that the federation deals with. `UK` and `EL`, which the European Union uses, mean `GB` and `GR`.
    /// - Returns: `nil` for anything else.
    public static func code(_ text: some StringProtocol) -> String? {
        let upper = text.uppercased()
        if self.known.contains(upper) { return upper }
        if let code = ["UK": "GB", "EL": "GR"][upper] { return code }
        return self.codesByName[Folding.fold(String(text))]
    }

    private static let known = Set(Self.codes)

    private static let codesByName: [String: String] = {
        var codes: [String: String] = [:]
        for line in Self.names.split(separator: "\n") {
            let parts = line.split(separator: "|").map { Folding.fold(String($0)) }
            for name in parts.dropFirst() { codes[name] = parts[0].uppercased() }
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

    // Code, then the usual names: Polish, English, German, and second ones.
    private static let names = """
        AE|Zjednoczone Emiraty Arabskie|United Arab Emirates|Vereinigte Arabische Emirate|ZEA|UAE
        AL|Albania|Albanien
        AM|Armenia|Armenien
        AT|Austria|Österreich
        AU|Australia|Australien
        BA|Bośnia i Hercegowina|Bosnia and Herzegovina|Bosnien und Herzegowina
        BE|Belgia|Belgium|Belgien
        BG|Bułgaria|Bulgaria|Bulgarien
        BR|Brazylia|Brazil|Brasilien
        BY|Białoruś|Belarus
        CA|Kanada|Canada
        CH|Szwajcaria|Switzerland|Schweiz
        CN|Chiny|China
        CY|Cypr|Cyprus|Zypern
        CZ|Czechy|Czechia|Tschechien|Republika Czeska|Czech Republic|Tschechische Republik
        DE|Niemcy|Germany|Deutschland
        DK|Dania|Denmark|Dänemark
        EE|Estonia|Estland
        ES|Hiszpania|Spain|Spanien
        FI|Finlandia|Finland|Finnland
        FR|Francja|France|Frankreich
        GB|Wielka Brytania|United Kingdom|Vereinigtes Königreich|Great Britain|Großbritannien|Zjednoczone Królestwo
        GE|Gruzja|Georgia|Georgien
        GR|Grecja|Greece|Griechenland
        HR|Chorwacja|Croatia|Kroatien
        HU|Węgry|Hungary|Ungarn
        IE|Irlandia|Ireland|Irland
        IL|Izrael|Israel
        IN|Indie|India|Indien
        IS|Islandia|Iceland|Island
        IT|Włochy|Italy|Italien
        JP|Japonia|Japan
        KR|Korea Południowa|South Korea|Südkorea
        LI|Liechtenstein
        LT|Litwa|Lithuania|Litauen
        LU|Luksemburg|Luxembourg|Luxemburg
        LV|Łotwa|Latvia|Lettland
        MD|Mołdawia|Moldova|Moldau|Republik Moldau
        ME|Czarnogóra|Montenegro
        MK|Macedonia Północna|North Macedonia|Nordmazedonien
        MT|Malta
        MY|Malezja|Malaysia
        NL|Holandia|Netherlands|Niederlande|Niderlandy|The Netherlands
        NO|Norwegia|Norway|Norwegen
        PL|Polska|Poland|Polen
        PT|Portugalia|Portugal
        RO|Rumunia|Romania|Rumänien
        RS|Serbia|Serbien
        RU|Rosja|Russia|Russland|Rußland
        SE|Szwecja|Sweden|Schweden
        SI|Słowenia|Slovenia|Slowenien
        SK|Słowacja|Slovakia|Slowakei
        TR|Turcja|Turkey|Türkei|Türkiye
        TW|Tajwan|Taiwan
        UA|Ukraina|Ukraine
        US|Stany Zjednoczone|United States|Vereinigte Staaten|USA|United States of America
        """
}
