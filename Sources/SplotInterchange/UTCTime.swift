/// A point in time in the forms that feeds, calendars and programs have.
package struct UTCTime {
    private static let last: UInt64 = 253_402_300_799
    /// The date in UTC.
    package let date: (year: Int, month: Int, day: Int)
    /// The second of the day, from 0.
    package let second: Int

    /// Takes seconds since 1970-01-01T00:00:00Z; what lies beyond the year 9999 is shown as its end.
    package init(_ seconds: UInt64) {
        let seconds = Int(min(seconds, Self.last))
        self.date = Self.date(day: seconds / 86_400)
        self.second = seconds % 86_400
    }

    /// `2015-02-10T09:00:00Z`.
    package var rfc3339: String { "\(self.day)T\(self.clock)Z" }

    /// `2015-02-10`.
    package var day: String {
        [self.date.year, self.date.month, self.date.day].map(Self.digits).joined(separator: "-")
    }

    /// `09:00:00`.
    package var clock: String {
        [self.second / 3_600, self.second / 60 % 60, self.second % 60].map(Self.digits).joined(separator: ":")
    }

    /// `20150210T090000Z` (RFC 5545 §3.3.5, form 2).
    var compact: String {
        let time = self.clock.filter { $0 != ":" }
        return "\(self.day.filter { $0 != "-" })T\(time)Z"
    }

    /// The date of a day, counted from 1970-01-01.
    ///
    /// In eras of 400 years that begin on a 1 March, so that the leap day comes last: Howard Hinnant, "chrono-Compatible
    /// Low-Level Date Algorithms", civil_from_days.
    private static func date(day: Int) -> (year: Int, month: Int, day: Int) {
        let days = day + 719_468
        let (era, dayOfEra) = (days / 146_097, days % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// A number with at least two digits, a year with four.
    static func digits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : number > 99 && number < 1_000 ? "0\(number)" : String(number)
    }
}
