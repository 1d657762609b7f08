import Foundation
import Testing

@testable import SplotInterchange

struct FeedTests {
    private let feed = Feed(
        title: "News <& \"co\">",
        id: "urn:a",
        home: "https://a.example/?a=1&b=2",
        address: "https://a.example/feed",
        language: "pl",
        items: [
            Feed.Item(
                id: "urn:1",
                address: "https://a.example/1",
                title: "Stare",
                summary: "",
                language: "pl",
                published: nil,
                updated: 0
            ),
            Feed.Item(
                id: "urn:2",
                address: "https://a.example/2",
                title: "]]> Nowe\u{0}\u{FFFE}",
                summary: "Ą \"b\"\n\u{2028}",
                language: "en",
                published: 1_423_558_800,
                updated: 1_423_558_801,
                categories: ["x<y"]
            ),
        ]
    )

    @Test func atomIsWellFormedAndTheNewestComesFirst() {
        #expect(
            self.feed.atom == """
                <?xml version="1.0" encoding="utf-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pl">
                <title>News &lt;&amp; &quot;co&quot;&gt;</title>
                <id>urn:a</id>
                <updated>2015-02-10T09:00:01Z</updated>
                <author><name>News &lt;&amp; &quot;co&quot;&gt;</name>
                </author>
                <link rel="self" type="application/atom+xml" href="https://a.example/feed"/>
                <link rel="alternate" type="text/html" href="https://a.example/?a=1&amp;b=2"/>
                <entry xml:lang="en">
                <title>]]&gt; Nowe</title>
                <id>urn:2</id>
                <updated>2015-02-10T09:00:01Z</updated>
                <published>2015-02-10T09:00:00Z</published>
                <link rel="alternate" type="text/html" href="https://a.example/2"/>
                <category term="x&lt;y"/>
                <summary type="text">Ą &quot;b&quot;
                \u{2028}</summary>
                </entry>
                <entry xml:lang="pl">
                <title>Stare</title>
                <id>urn:1</id>
                <updated>1970-01-01T00:00:00Z</updated>
                <link rel="alternate" type="text/html" href="https://a.example/1"/>
                </entry>
                </feed>

                """
        )
    }
}

struct MeetingCalendarTests {
    private func text(_ meeting: MeetingCalendar.Meeting) -> String {
        MeetingCalendar(name: "Spotkania", language: "pl", meetings: [meeting]).text
    }

    @Test func aMeetingIsWrittenAsRFC5545Says() {
        let text = self.text(
            MeetingCalendar.Meeting(
                id: "1@splot",
                changed: 1_423_558_800,
                start: .instant(1_423_558_800),
                end: .instant(1_423_562_400),
                title: "Zebranie; rada, zarząd\\",
                place: "Łódź\nsala 2",
                status: .tentative,
                recurrence: "FREQ=YEARLY;BYMONTH=2"
            )
        )
        #expect(
            text
                == [
                    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Splot//Splot//PL", "CALSCALE:GREGORIAN",
                    "METHOD:PUBLISH",
                    "NAME:Spotkania", "X-WR-CALNAME:Spotkania", "BEGIN:VEVENT", "UID:1@splot",
                    "DTSTAMP:20150210T090000Z",
                    "DTSTART:20150210T090000Z", "SUMMARY:Zebranie\\; rada\\, zarząd\\\\", "DTEND:20150210T100000Z",
                    "LOCATION:Łódź\\nsala 2", "STATUS:TENTATIVE", "RRULE:FREQ=YEARLY;BYMONTH=2", "END:VEVENT",
                    "END:VCALENDAR", "",
                ]
                .joined(separator: "\r\n")
        )
    }

    @Test(arguments: [
        ((2024, 2, 28), (2024, 2, 29), "20240301"), ((2023, 12, 30), (2023, 12, 31), "20240101"),
        ((2023, 2, 27), (2023, 2, 28), "20230301"),
    ])
    func theLastDayIsIncluded(first: (Int, Int, Int), last: (Int, Int, Int), end: String) {
        let text = self.text(
            MeetingCalendar.Meeting(
                id: "1",
                changed: 0,
                start: .day(year: first.0, month: first.1, day: first.2),
                end: .day(year: last.0, month: last.1, day: last.2),
                title: "x"
            )
        )
        #expect(text.contains("DTEND;VALUE=DATE:\(end)\r\n"))
    }

    @Test func anEndThatSaysNothingIsLeftOut() {
        let day = MeetingCalendar.Time.day(year: 2026, month: 1, day: 2)
        for end in [day, .instant(5), .day(year: 2026, month: 1, day: 1), .day(year: 2026, month: 13, day: 77)] {
            let text = self.text(MeetingCalendar.Meeting(id: "1", changed: 0, start: day, end: end, title: "x"))
            #expect(!text.contains("DTEND"))
        }
    }

    @Test(arguments: ["FREQ=DAILY\r\nX:Y", "BYMONTH=2", "FREQ=", "FREQ=DAILY;X=1", "FREQ=DAILY;", "daily"])
    func whatIsNoRuleIsLeftOut(rule: String) {
        let text = self.text(
            MeetingCalendar.Meeting(id: "1", changed: 0, start: .instant(0), title: "x", recurrence: rule)
        )
        #expect(!text.contains("RRULE"))
    }

    @Test func longLinesAreFoldedBetweenCharacters() {
        let title = String(repeating: "ąęśćżźół🏥", count: 40)
        let text = self.text(MeetingCalendar.Meeting(id: "1\r\nX", changed: 0, start: .instant(0), title: title))
        for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 75) }
        #expect(text.replacing("\r\n ", with: "").contains("SUMMARY:\(title)\r\n"))
        #expect(text.contains("UID:1X\r\n"))
    }
}
