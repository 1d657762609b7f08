extension Moment {
    /// When it begins, in seconds since 1970-01-01T00:00:00Z: the first second of a year, month or day in UTC, or a time.
    ///
    /// What lies before 1970 counts as 0.
    public var firstSecond: UInt64 {
        let day = Self.day(year: self.date.year, month: self.date.month ?? 1, day: self.date.day ?? 1)
        return Self.clamped(day * Self.secondsInDay + self.secondsIntoDay)
    }

    /// When it ends, in seconds since 1970-01-01T00:00:00Z: the last second of a year, month or day in UTC, or a time.
    ///
    /// What lies before 1970 counts as 0.
    public var lastSecond: UInt64 {
        guard self.time == nil else { return self.firstSecond }
        let date = self.date
        let next: Int
        if let month = date.month, let day = date.day {
            next = Self.day(year: date.year, month: month, day: day) + 1
        } else if let month = date.month {
            next = Self.day(year: month == 12 ? date.year + 1 : date.year, month: month % 12 + 1, day: 1)
        } else {
            next = Self.day(year: date.year + 1, month: 1, day: 1)
        }
        return Self.clamped(next * Self.secondsInDay - 1)
    }

    private static let secondsInDay = 86_400

    private var secondsIntoDay: Int {
        guard let time = self.time else { return 0 }
        return time.secondOfDay - time.offset * 60
    }

    private static func clamped(_ seconds: Int) -> UInt64 { UInt64(max(0, seconds)) }

    // Counted in eras of 400 years that begin on a 1 March, so that the leap day comes last:
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. Years are 1 to 10000 here.
    private static func day(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shiftedYear.quotientAndRemainder(dividingBy: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
