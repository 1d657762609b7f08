import Foundation
import SplotDirectory
import Testing

@testable import SplotConsole

struct FormatsTests {
    private func formats(_ language: Language) -> Formats { Formats(Phrases(language), timeZone: .gmt) }

    @Test(arguments: [
        (Language.polish, "2015-02-10", "10 lutego 2015"), (.english, "2015-02-10", "10 February 2015"),
        (.german, "2015-02-10", "10. Februar 2015"), (.polish, "2015-02", "luty 2015"), (.german, "2015", "2015"),
    ])
    func datesAreWrittenAsFarAsTheyAreKnown(language: Language, date: String, text: String) throws {
        #expect(self.formats(language).date(try #require(PartialDate(date))) == text)
    }

    @Test(arguments: [
        (Language.polish, "10 lutego 2015, 10:00"), (.english, "10 February 2015, 10:00"),
        (.german, "10. Februar 2015, 10:00 Uhr"),
    ])
    func aTimeOfDayIsThatOfItsZone(language: Language, text: String) throws {
        let moment = try #require(Moment("2015-02-10T10:00:00+01:00[Europe/Warsaw]"))
        #expect(self.formats(language).moment(moment) == text)
    }

    @Test(arguments: [
        (Language.polish, "2013/2015", "2013 – 2015"), (.english, "2013/..", "from 2013"),
        (.german, "../2015", "bis 2015"),
    ])
    func periodsMayBeOpen(language: Language, period: String, text: String) throws {
        #expect(self.formats(language).period(try #require(Period(period))) == text)
    }

    @Test(
        arguments: [
            (0, "just now"), (59, "just now"), (60, "1 minute ago"), (7_200, "2 hours ago"), (86_400 * 3, "3 days ago"),
            (86_400 * 70, "2 months ago"), (86_400 * 800, "2 years ago"),
        ] as [(UInt64, String)]
    )
    func agesAreInTheLargestUnit(seconds: UInt64, text: String) {
        #expect(self.formats(.english).age(1_000_000_000 - seconds, now: 1_000_000_000) == text)
    }

    @Test func aClockThatIsAheadIsNow() {
        #expect(self.formats(.english).age(2_000, now: 1_000) == "just now")
        #expect(self.formats(.polish).day(.max).contains("9999"))
    }

    @Test func numbersAreGroupedAsOneIsUsedTo() {
        #expect(self.formats(.german).number(1_234_567) == "1.234.567")
        #expect(self.formats(.english).decimal("22000000.50") == "22,000,000.5")
        #expect(self.formats(.polish).decimal("0.1") == "0,1")
        #expect(self.formats(.polish).decimal("not a number") == "not a number")
    }
}
