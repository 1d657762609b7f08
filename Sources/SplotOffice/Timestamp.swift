/// A point in time as people and programs read it, in UTC.
///
/// Clocks of others may say anything: what lies beyond the year 9999 is shown as its end.
package struct Timestamp: Equatable {
    private static let last: UInt64 = 253_402_300_799

    private let seconds: UInt64

    /// Takes seconds since 1970-01-01T00:00:00Z.
    package init(_ seconds: UInt64) { self.seconds = min(seconds, Self.last) }

    /// `2015-02-10T10:00:00Z`.
    package var iso8601: String { "\(self.date)T\(self.clock(2))Z" }

    /// `2015-02-10 10:00`, for tables.
    package var short: String { "\(self.date) \(self.clock(1))" }

    /// `2015-02-10 10:00:00`, for logs.
    package var full: String { "\(self.date) \(self.clock(2))" }

    private func clock(_ colons: Int) -> String {
        let parts = [self.seconds / 3_600 % 24, self.seconds / 60 % 60, self.seconds % 60]
        return parts.prefix(colons + 1).map { Self.digits($0, 2) }.joined(separator: ":")
    }

    // Counted in eras of 400 years that begin on a 1 March, so that the leap day comes last:
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    private var date: String {
        let days = self.seconds / 86_400 + 719_468
        let (era, dayOfEra) = days.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return [Self.digits(year, 4), Self.digits(month, 2), Self.digits(day, 2)].joined(separator: "-")
    }

    private static func digits(_ number: UInt64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
