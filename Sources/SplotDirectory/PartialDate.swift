/// A date known to the year, the month or the day: `2013`, `2013-07`, `2013-07-01`.
public struct PartialDate: Hashable, Sendable {
    /// The year, 1 to 9999, of the Gregorian calendar (ISO 8601).
    public let year: Int

    /// The month, 1 to 12, if it is known.
    public let month: Int?

    /// The day of the month, if it is known.
    public let day: Int?

    /// Puts a date together.
    ///
    /// Gives `nil` for a date that the calendar does not have.
    ///
    /// - Parameters:
    ///   - year: 1 to 9999.
    ///   - month: 1 to 12.
    ///   - day: 1 to the last of that month; needs a month.
    public init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard (1...9999).contains(year) else { return nil }
        if let month {
            guard (1...12).contains(month) else { return nil }
            if let day {
                guard (1...Self.lastDay(ofMonth: month, year: year)).contains(day) else { return nil }
            }
        } else if day != nil {
            return nil
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2013`, `2013-07`, `2013-07-01`, and as offices write them `07.2013`, `01.07.2013`, `1.7.2013`.
    ///
    /// Gives `nil` for anything else, and for a date that the calendar does not have.
    ///
    /// - Parameter text: Without white space around it.
    public init?(_ text: some StringProtocol) {
        let dashed = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        if (1...3).contains(dashed.count), let year = Digits.number(dashed[0], digits: 4...4) {
            let rest = dashed.dropFirst().map { Digits.number($0, digits: 2...2) }
            guard !rest.contains(nil) else { return nil }
            self.init(year: year, month: rest.first ?? nil, day: rest.count > 1 ? rest[1] : nil)
            return
        }
        let dotted = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (2...3).contains(dotted.count), let year = Digits.number(dotted[dotted.count - 1], digits: 4...4) else {
            return nil
        }
        let rest = dotted.dropLast().reversed().map { Digits.number($0, digits: 1...2) }
        guard !rest.contains(nil) else { return nil }
        self.init(year: year, month: rest.first ?? nil, day: rest.count > 1 ? rest[1] : nil)
    }

    /// The first day that the date may mean.
    public var earliest: PartialDate {
        PartialDate(year: self.year, month: self.month ?? 1, day: self.day ?? 1) ?? self
    }

    /// The last day that the date may mean.
    public var latest: PartialDate {
        let month = self.month ?? 12
        let day = self.day ?? Self.lastDay(ofMonth: month, year: self.year)
        return PartialDate(year: self.year, month: month, day: day) ?? self
    }

    /// Whether the date comes before another whatever days the two mean: `2014` before `2015-02`, but not `2015`.
    ///
    /// - Parameter other: The date that may be later.
    /// - Returns: `false` also where it cannot be told.
    public func isCertainlyBefore(_ other: PartialDate) -> Bool {
        self.latest < other.earliest
    }

    // Days since the beginning of the year 0; years count from March, so that the leap day comes last.
    var dayNumber: Int {
        let month = self.month ?? 1
        let year = month > 2 ? self.year : self.year - 1
        let days = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + (self.day ?? 1)
        return 365 * year + year / 4 - year / 100 + year / 400 + days
    }

    private static func lastDay(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension PartialDate: Comparable {
    /// Whether `left` comes first; a year comes before its months, a month before its days.
    public static func < (left: PartialDate, right: PartialDate) -> Bool {
        (left.year, left.month ?? 0, left.day ?? 0) < (right.year, right.month ?? 0, right.day ?? 0)
    }
}

extension PartialDate: CustomStringConvertible {
    /// The canonical text, ISO 8601: `2013`, `2013-07` or `2013-07-01`.
    public var description: String {
        var text = Digits.text(self.year, width: 4)
        if let month = self.month { text += "-" + Digits.text(month, width: 2) }
        if let day = self.day { text += "-" + Digits.text(day, width: 2) }
        return text
    }
}
