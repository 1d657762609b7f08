import Foundation
import SplotDirectory

/// A time of day as people write it, without a zone: it is meant in the console's.
enum LocalTime {
    /// The text with the zone's offset on that day; the same text where it is no date and time, or has a zone already.
    ///
    /// - Parameters:
    ///   - text: `2026-12-04 10:00`, `04.12.2026 10:00`, `4.12.2026 9:30`.
    ///   - zone: The console's time zone.
    /// - Returns: `2026-12-04T10:00:00+01:00`.
    static func completed(_ text: String, in zone: TimeZone) -> String {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard parts.count == 2, let date = PartialDate(parts[0]), let month = date.month, let day = date.day else {
            return text
        }
        let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 2, (1...2).contains(clock[0].count), clock[1].count == 2, let hour = Int(clock[0]),
            let minute = Int(clock[1]), (0...23).contains(hour), (0...59).contains(minute)
        else { return text }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let components = DateComponents(year: date.year, month: month, day: day, hour: hour, minute: minute)
        guard let instant = calendar.date(from: components) else { return text }
        let offset = zone.secondsFromGMT(for: instant) / 60
        let distance = abs(offset)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let sign = offset < 0 ? "-" : "+"
        return "\(date.description)T\(two(hour)):\(two(minute)):00\(sign)\(two(distance / 60)):\(two(distance % 60))"
    }
}
