/// When something starts or ends: a partial date, or a time of day with its zone (RFC 3339).
///
/// A time may carry the name of its zone besides its offset, as in RFC 9557:
/// `2015-02-10T10:00:00+01:00[Europe/Warsaw]`.
public struct Moment: Hashable, Sendable {
    /// A time of day, and how far it is from UTC.
    public struct Time: Hashable, Sendable {
        /// Seconds since midnight by the local clock, 0 to 86399.
        public let secondOfDay: Int

        /// Minutes east of UTC, −1439 to 1439.
        public let offset: Int

        /// The zone's name in the IANA time zone database, if it was given; only its form is checked.
        public let zone: String?
    }

    /// The date; the day is known when there is a time.
    public let date: PartialDate

    /// The time of day, if it is known.
    public let time: Time?

    /// Reads a partial date, or a date and a time with a zone: `2015-02-10T10:00+01:00`, `2015-02-10 10:00 Z`.
    ///
    /// Gives `nil` for anything else, a time without a zone included.
    ///
    /// - Parameter text: Without white space around it.
    public init?(_ text: some StringProtocol) {
        if let date = PartialDate(text) {
            self.date = date
            self.time = nil
            return
        }
        guard let gap = text.firstIndex(where: { $0 == "T" || $0 == "t" || $0 == " " }),
            let date = PartialDate(text[..<gap]), date.day != nil,
            let time = Time(text[text.index(after: gap)...])
        else { return nil }
        self.date = date
        self.time = time
    }
}

extension Moment {
    /// Whether the moment comes before another: by the clock where both have a time, else by what the dates leave open.
    ///
    /// - Parameter other: The moment that may be later.
    /// - Returns: `false` also where it cannot be told.
    public func isCertainlyBefore(_ other: Moment) -> Bool {
        if let second = self.secondOfUTC, let later = other.secondOfUTC { return second < later }
        return self.date.isCertainlyBefore(other.date)
    }

    // Seconds since the beginning of the year 0, in UTC.
    private var secondOfUTC: Int? {
        guard let time = self.time else { return nil }
        return self.date.dayNumber * 86_400 + time.secondOfDay - time.offset * 60
    }
}

extension Moment: CustomStringConvertible {
    /// The canonical text: a partial date, or `2015-02-10T10:00:00+01:00`, with `Z` for UTC.
    public var description: String {
        guard let time = self.time else { return self.date.description }
        return "\(self.date)T\(time)"
    }
}

extension Moment.Time {
    init?(_ text: some StringProtocol) {
        var rest = text[...]
        var zone: String?
        if rest.last == "]" {
            guard let bracket = rest.firstIndex(of: "[") else { return nil }
            let name = rest[rest.index(after: bracket)...].dropLast()
            guard Self.isZoneName(name) else { return nil }
            zone = String(name)
            rest = rest[..<bracket]
        }
        guard let split = rest.firstIndex(where: { $0 == "+" || $0 == "-" || $0 == "Z" || $0 == "z" }),
            let second = Self.secondOfDay(Text.trimmed(rest[..<split])),
            let offset = Self.offset(rest[split...])
        else { return nil }
        self.init(secondOfDay: second, offset: offset, zone: zone)
    }

    private static func secondOfDay(_ text: String) -> Int? {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Digits.number($0, digits: 2...2) }
        guard (2...3).contains(parts.count), numbers.count == parts.count,
            numbers[0] < 24, numbers[1] < 60, numbers.count == 2 || numbers[2] < 60
        else { return nil }
        return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }

    private static func offset(_ text: some StringProtocol) -> Int? {
        if text == "Z" || text == "z" { return 0 }
        let parts = text.dropFirst().utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, text.first != "Z", text.first != "z",
            let hours = Digits.number(parts[0], digits: 2...2), hours < 24,
            let minutes = Digits.number(parts[1], digits: 2...2), minutes < 60
        else { return nil }
        return (text.first == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    // RFC 9557 section 4.1: parts of letters, digits and a few signs, between slashes.
    private static func isZoneName(_ name: some StringProtocol) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return name.utf8.count <= 64
            && parts.allSatisfy { part in
                guard let first = part.first, Text.isASCIILetter(first) || first == UInt8(ascii: "_") else {
                    return false
                }
                return part.allSatisfy {
                    Text.isASCIILetter($0) || Digits.contains($0) || "_.-+".utf8.contains($0)
                }
            }
    }
}

extension Moment.Time: CustomStringConvertible {
    /// The canonical text: `10:00:00+01:00`, with `Z` for UTC and the zone's name in brackets where there is one.
    public var description: String {
        let clock = [self.secondOfDay / 3600, self.secondOfDay / 60 % 60, self.secondOfDay % 60]
        let text = clock.map { Digits.text($0, width: 2) }.joined(separator: ":")
        let zone = self.zone.map { "[\($0)]" } ?? ""
        guard self.offset != 0 else { return text + "Z" + zone }
        let distance = abs(self.offset)
        return text + (self.offset < 0 ? "-" : "+")
            + Digits.text(distance / 60, width: 2) + ":" + Digits.text(distance % 60, width: 2) + zone
    }
}
