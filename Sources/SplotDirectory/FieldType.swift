/// What a field holds: which text is accepted for it, and what its canonical text means.
public enum FieldType: Hashable, Sendable {
    /// One line of text.
    case text

    /// One line of text in one or several languages.
    case localisedText

    /// Text in one or several languages whose line breaks are kept.
    case localisedParagraphs

    /// A year, a month or a day: `2013`, `2013-07`, `2013-07-01`. See ``PartialDate``.
    case partialDate

    /// A partial date, or a time with its zone: `2015-02-10T10:00:00+01:00`. See ``Moment``.
    case moment

    /// From one partial date to another, either end possibly open: `2015/2020`, `2015-01-01/..`. See ``Period``.
    case period

    /// An amount and its currency, exact or compared with: `22000000 PLN`, `≈22000000 PLN`. See ``Money``.
    case money

    /// A number with an optional unit, exact or compared with: `184`, `>90 %`. See ``Quantity``.
    case quantity

    /// A country: ISO 3166-1 alpha-2, upper case. See ``Country``.
    case country

    /// A language: BCP 47 in its canonical case. See ``LanguageTag``.
    case language

    /// A voivodeship: `TERYT:04`. See ``Region``.
    case region

    /// A typed identifier: `NIP:8567346215`. See ``Identifier``.
    case identifier(schemes: [IdentifierScheme])

    /// One of a list.
    case choice([String])

    /// Another record of one of these kinds (of any kind when there are none), or also plain text where `orText`.
    case reference(to: [String], orText: Bool)

    /// A web address, `http` or `https`.
    case url

    /// Yes or no.
    case boolean

    /// A telephone number, as published.
    case phone

    /// An e-mail address.
    case email

    /// The SHA-256 digest of a file: `sha256:` and 64 hexadecimal digits.
    case digest

    /// A cluster of the federation, by its id: 64 hexadecimal digits.
    case clusterID

    /// A code of the Polish classification of activities: `86.10.Z`.
    case activityCode

    /// Named members, each a field of its own.
    case structure([Field])
}
