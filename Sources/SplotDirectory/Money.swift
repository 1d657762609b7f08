/// An amount and its currency, exact or compared with: `22000000 PLN`, `≈22000000 PLN`.
public struct Money: Hashable, Sendable {
    /// How the sum compares with the amount.
    public let comparison: Comparison

    /// The amount, in whole units of the currency.
    public let amount: DecimalNumber

    /// The currency: ISO 4217, upper case.
    public let currency: String

    /// Reads `22000000 PLN`, `≈ 22 000 000,50 zł`, `EUR 5`, `€5`.
    ///
    /// Gives `nil` for anything else, an amount without a currency included.
    ///
    /// - Parameter text: Without white space around it.
    public init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        self.comparison = Comparison.taken(from: &rest)
        let isOfNumber: (Character) -> Bool = { $0.isASCII && $0.isNumber || "+-−".contains($0) }
        guard let start = rest.firstIndex(where: isOfNumber), let last = rest.lastIndex(where: isOfNumber) else {
            return nil
        }
        let sides = [Text.trimmed(rest[..<start]), Text.trimmed(rest[rest.index(after: last)...])]
        guard let amount = DecimalNumber(rest[start...last]),
            let written = sides.first(where: { !$0.isEmpty }), sides.contains(""),
            let currency = Currency.code(written)
        else { return nil }
        self.amount = amount
        self.currency = currency
    }
}

extension Money: CustomStringConvertible {
    /// The canonical text: comparator, amount, space, currency.
    public var description: String { "\(self.comparison.prefix)\(self.amount.text) \(self.currency)" }
}

/// The currencies of ISO 4217.
enum Currency {
    // The active codes of list one that money is counted in; funds, metals and testing codes are left out.
    private static let codes = Set(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
        CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD \
        HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD \
        MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN \
        PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY \
        TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
        """
        .split(separator: " ").map(String.init)
    )

    // HRK is gone since 2023 but stands in older contracts; so do others that a project before the euro may name.
    private static let former: Set<String> = ["EEK", "HRK", "LTL", "LVL", "SKK", "ZWL"]

    private static let signs = ["zł": "PLN", "zl": "PLN", "€": "EUR", "£": "GBP", "$": "USD"]

    /// The ISO 4217 code that a person wrote as a code or a sign.
    static func code(_ written: String) -> String? {
        let upper = written.uppercased()
        if self.codes.contains(upper) || self.former.contains(upper) { return upper }
        return self.signs[written.lowercased()]
    }
}
