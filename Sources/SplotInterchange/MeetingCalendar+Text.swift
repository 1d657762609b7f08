import SplotDirectory

extension MeetingCalendar {
    /// The calendar as an iCalendar object.
    public var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Splot//Splot//\(self.language.uppercased())",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "NAME:" + Self.escaped(self.name), "X-WR-CALNAME:" + Self.escaped(self.name),
        ]
        for meeting in self.meetings.sorted(by: { $0.id < $1.id }) { lines += self.lines(of: meeting) }
        lines.append("END:VCALENDAR")
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    private func lines(of meeting: Meeting) -> [String] {
        var lines = [
            "BEGIN:VEVENT", "UID:" + Self.plain(meeting.id), "DTSTAMP:" + UTCTime(meeting.changed).compact,
            Self.time("DTSTART", meeting.start), "SUMMARY:" + Self.escaped(meeting.title),
        ]
        if let end = meeting.end.flatMap({ Self.end($0, start: meeting.start) }) { lines.append(end) }
        if let place = meeting.place { lines.append("LOCATION:" + Self.escaped(place)) }
        if let address = meeting.address { lines.append("URL:" + Self.plain(address)) }
        if let status = meeting.status { lines.append("STATUS:" + status.rawValue) }
        if let recurrence = meeting.recurrence, Self.isRecurrence(recurrence) { lines.append("RRULE:" + recurrence) }
        lines.append("END:VEVENT")
        return lines
    }

    private static func time(_ name: String, _ time: Time) -> String {
        switch time {
        case .instant(let seconds): "\(name):\(UTCTime(seconds).compact)"
        case .day(let year, let month, let day):
            "\(name);VALUE=DATE:\([year, month, day].map(UTCTime.digits).joined())"
        }
    }

    // The end of days is the day after (§3.6.1). An end of another sort than the start says nothing.
    private static func end(_ end: Time, start: Time) -> String? {
        switch (start, end) {
        case (.instant(let from), .instant(let to)): return to > from ? self.time("DTEND", end) : nil
        case (.day(let year, let month, let day), .day(let lastYear, let lastMonth, let lastDay)):
            guard (lastYear, lastMonth, lastDay) > (year, month, day),
                let last = PartialDate(year: lastYear, month: lastMonth, day: lastDay),
                let moment = Moment(last.description)
            else { return nil }
            let after = UTCTime(moment.lastSecond + 1).date
            return self.time("DTEND", .day(year: after.year, month: after.month, day: after.day))
        default: return nil
        }
    }

    // §3.3.11.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",":
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
            case "\n": escaped += "\\n"
            case "\u{0}"..<" ", "\u{7F}": break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }

    private static func isRecurrence(_ text: String) -> Bool {
        let names: Set<String> = [
            "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS",
            "WKST",
        ]
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        return text.hasPrefix("FREQ=") && text.utf8.count <= 500
            && parts.allSatisfy { part in
                let pair = part.split(separator: "=", omittingEmptySubsequences: false)
                return pair.count == 2 && names.contains(String(pair[0])) && !pair[1].isEmpty
                    && pair[1].utf8
                        .allSatisfy { byte in
                            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                                || [0x2B, 0x2C, 0x2D].contains(byte)
                        }
            }
    }

    // At most 75 octets a line, no character cut in two (§3.1).
    private static func folded(_ line: String) -> String {
        var (folded, count) = ("", 0)
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if count + size > 75 {
                folded += "\r\n "
                count = 1
            }
            folded.unicodeScalars.append(scalar)
            count += size
        }
        return folded
    }
}
