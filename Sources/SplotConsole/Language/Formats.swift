import Foundation
import SplotDirectory

/// Numbers, dates and ages as a reader is used to them.
struct Formats: Sendable {
    private let phrases: Phrases
    private let timeZone: TimeZone

    /// Writes for a reader.
    ///
    /// - Parameters:
    ///   - phrases: The reader's language.
    ///   - timeZone: Where times of day are shown.
    init(_ phrases: Phrases, timeZone: TimeZone = .gmt) {
        self.phrases = phrases
        self.timeZone = timeZone
    }

    private var locale: Locale { self.phrases.language.locale }

    /// A whole number, with its thousands apart.
    func number(_ number: Int) -> String { number.formatted(.number.locale(self.locale)) }

    /// A number of bytes, in KiB or MiB.
    func size(_ bytes: Int) -> String {
        bytes < 1 << 20 ? self.number(bytes >> 10) + " KiB" : self.number(bytes >> 20) + " MiB"
    }

    /// A date as far as it is known: a day, a month or a year.
    func date(_ date: PartialDate) -> String {
        guard let month = date.month else { return String(date.year) }
        var parts = DateComponents(year: date.year, month: month, day: date.day ?? 1)
        parts.timeZone = .gmt
        guard let instant = Self.calendar.date(from: parts) else { return date.description }
        let style = Date.FormatStyle(locale: self.locale, timeZone: .gmt).month(.wide).year()
        return instant.formatted(date.day == nil ? style : style.day())
    }

    /// A date, or a date and a time of day as it was given with its zone.
    func moment(_ moment: Moment) -> String {
        guard let time = moment.time else { return self.date(moment.date) }
        let minutes = time.secondOfDay / 60
        var clock = "\(Self.digits(minutes / 60)):\(Self.digits(minutes % 60))"
        if time.zone == nil || time.offset != 60 && time.offset != 120 {
            let offset = abs(time.offset)
            clock += " (UTC\(time.offset < 0 ? "−" : "+")\(Self.digits(offset / 60)):\(Self.digits(offset % 60)))"
        }
        return self.phrases("dateAndTime", ["date": self.date(moment.date), "time": clock])
    }

    /// A period: its ends, where they are known.
    func period(_ period: Period) -> String {
        let (from, to) = (period.start.map(self.date), period.end.map(self.date))
        return switch (from, to) {
        case (let from?, let to?) where from == to: from
        case (let from?, let to?): self.phrases("period", ["from": from, "to": to])
        case (let from?, nil): self.phrases("periodFrom", ["from": from])
        case (nil, let to?): self.phrases("periodTo", ["to": to])
        case (nil, nil): ""
        }
    }

    /// A decimal number of any length, as canonical text, with its thousands apart.
    func decimal(_ text: String) -> String {
        guard let number = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")), text.count <= 30 else {
            return text
        }
        return number.formatted(.number.precision(.fractionLength(0...12)).locale(self.locale))
    }

    /// A day in the console's time zone.
    func day(_ seconds: UInt64) -> String {
        let style = Date.FormatStyle(locale: self.locale, timeZone: self.timeZone).day().month(.wide).year()
        return Self.date(seconds).formatted(style)
    }

    /// A day and a time in the console's time zone.
    func instant(_ seconds: UInt64) -> String {
        var calendar = Self.calendar
        calendar.timeZone = self.timeZone
        let parts = calendar.dateComponents([.hour, .minute], from: Self.date(seconds))
        let clock = "\(Self.digits(parts.hour ?? 0)):\(Self.digits(parts.minute ?? 0))"
        return self.phrases("dateAndTime", ["date": self.day(seconds), "time": clock])
    }

    /// How long ago something was.
    ///
    /// - Parameters:
    ///   - seconds: When it was; later than `now` by a clock that is ahead counts as now.
    ///   - now: Seconds since 1970-01-01T00:00:00Z, as `seconds` is.
    /// - Returns: The age in the largest unit that fits: minutes, hours, days, months or years.
    func age(_ seconds: UInt64, now: UInt64) -> String {
        let age = Int(clamping: now > seconds ? now - seconds : 0)
        let units = [("years", 31_557_600), ("months", 2_629_800), ("days", 86_400), ("hours", 3_600), ("minutes", 60)]
        for (name, length) in units where age >= length { return self.phrases.count("age.\(name)", age / length) }
        return self.phrases("justNow")
    }

    /// How long one has to wait.
    func wait(_ seconds: UInt64) -> String {
        seconds < 120
            ? self.phrases.count("wait.seconds", Int(clamping: max(1, seconds)))
            : self.phrases.count("wait.minutes", Int(clamping: (seconds + 59) / 60))
    }

    // Clocks of others may say anything: what lies beyond the year 9999 is shown as its end.
    private static func date(_ seconds: UInt64) -> Date {
        Date(timeIntervalSince1970: Double(min(seconds, 253_402_300_799)))
    }

    private static func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static let calendar = Calendar(identifier: .gregorian)
}
