extension FieldType {
    /// What the type accepts, as advice: for messages and the help of the command line.
    public var accepted: String {
        switch self {
        case .text: "write one line of text"
        case .localisedText: "write one line of text; put the language after a dot: name.en"
        case .localisedParagraphs: "write text; put the language after a dot: body.en"
        case .partialDate: "write a date of the calendar: 2013, 2013-07, 2013-07-01 or 01.07.2013"
        case .moment: "write a date, 2015-02-10, or a time with its zone, 2015-02-10T10:00+01:00"
        case .period: "write the first and last date: 2015/2020, 2015-01-01/.. or ../2020, the first not after the last"
        case .money: "write an amount and its currency: 22000000 PLN, ≈22000000 PLN or 99,50 EUR"
        case .quantity: "write a number, with a unit if it has one: 184, >90 %, ≥200 or 1,5 km"
        case .country: "write the two-letter code of a country, such as PL, or its name"
        case .language: "write a language tag, such as pl or en-GB"
        case .region: "write a voivodeship's name or its two TERYT digits, such as kujawsko-pomorskie or 04"
        case .identifier(let schemes):
            "write the scheme, a colon and the number; the schemes are "
                + schemes.map(\.rawValue).joined(separator: ", ")
        case .choice(let options): "write one of " + options.joined(separator: ", ")
        case .reference(let kinds, let orText):
            "write the id or name of a record" + (kinds.isEmpty ? "" : " (" + kinds.joined(separator: ", ") + ")")
                + (orText ? ", or any other name" : "")
        case .url: "write a web address that begins with https://, http:// or www."
        case .boolean: "write yes or no (tak, nie, true, false, 1, 0)"
        case .phone: "write a telephone number with at least 5 digits"
        case .email: "write an e-mail address, such as office@cluster.example"
        case .digest: "write the SHA-256 digest of the file: 64 hexadecimal digits"
        case .clusterID: "write a cluster's id: 64 hexadecimal digits"
        case .activityCode: "write a PKD code, such as 86.10.Z"
        case .structure(let members):
            "write 'name: value; name: value' with these names: " + members.map(\.name).joined(separator: ", ")
        }
    }
}
