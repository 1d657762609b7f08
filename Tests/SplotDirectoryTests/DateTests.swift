import SplotDirectory
import Testing

struct DateTests {
    @Test(arguments: [
        ("2013", "2013"), ("2013-07", "2013-07"), ("2013-07-01", "2013-07-01"), ("23.02.2015", "2015-02-23"),
        ("1.7.2013", "2013-07-01"), ("07.2013", "2013-07"), ("0001", "0001"), ("9999-12-31", "9999-12-31"),
        ("2000-02-29", "2000-02-29"), ("2016-02-29", "2016-02-29"), ("2015-04-30", "2015-04-30"),
        ("2400-02-29", "2400-02-29"),
    ])
    func datesOfTheCalendarAreAccepted(text: String, canonical: String) {
        #expect(PartialDate(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "13", "02013", "0000", "2013-7", "2013-13", "2013-00", "2013-07-00", "2013-07-32", "2015-02-29",
        "1900-02-29", "2100-02-29", "2015-04-31", "31.04.2015", "2013/07/01", "2013-07-01T00:00", "20130701",
        "2013-07-01-01", "2013-", "-2013", "1.7.13", "٢٠١٣", "2013-0a", "1.2.3.2013", "07/2013", "2013 07",
    ])
    func otherDatesAreRefused(text: String) {
        #expect(PartialDate(text) == nil)
    }

    @Test
    func datesSpanWhatTheyMayMean() {
        #expect(PartialDate("2016-02")?.latest.description == "2016-02-29")
        #expect(PartialDate("2015-02")?.latest.description == "2015-02-28")
        #expect(PartialDate("2015")?.earliest.description == "2015-01-01")
        #expect(PartialDate("2015")?.latest.description == "2015-12-31")
        #expect(PartialDate("2015-06-30")?.earliest.description == "2015-06-30")
    }

    @Test
    func datesAreOrderedFromTheVagueToTheExact() {
        let sorted = ["2014-12-31", "2015", "2015-01", "2015-01-01", "2015-02", "2016"]
        let dates = sorted.reversed().compactMap { PartialDate($0) }.sorted()
        #expect(dates.map(\.description) == sorted)
    }

    @Test
    func datesAreNotPutTogetherFromNonsense() {
        #expect(PartialDate(year: 2015, day: 1) == nil)
        #expect(PartialDate(year: .max, month: 1) == nil)
        #expect(PartialDate(year: 2015, month: 2, day: .min) == nil)
        #expect(PartialDate(year: 2015, month: 2, day: 28) != nil)
    }

    @Test(arguments: [
        ("2015/2020", "2015/2020"), ("2015-01-01/..", "2015-01-01/.."), ("../2020", "../2020"), ("2015/", "2015/.."),
        ("2007–2013", "2007/2013"), ("2007-2013", "2007/2013"), ("2007 – 2013", "2007/2013"), ("2015", "2015/2015"),
        ("2015-07", "2015-07/2015-07"), ("01.02.2015/30.06.2016", "2015-02-01/2016-06-30"),
        ("2015 / 2020", "2015/2020"), ("2015-06-30/2015", "2015-06-30/2015"),
    ])
    func periodsAreAccepted(text: String, canonical: String) {
        #expect(Period(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "/", "../..", "2020/2015", "2015-07-02/2015-07-01", "2013–2007", "2015/2016/2017", "2015-02-30/..", "15/20",
        "2015/P1Y", "od 2015",
    ])
    func otherPeriodsAreRefused(text: String) {
        #expect(Period(text) == nil)
    }

    @Test(arguments: [
        ("2015", "2015"), ("10.02.2015", "2015-02-10"),
        ("2015-02-10T10:00:00+01:00", "2015-02-10T10:00:00+01:00"),
        ("2015-02-10 10:00+01:00", "2015-02-10T10:00:00+01:00"),
        ("10.02.2015 10:00 +01:00", "2015-02-10T10:00:00+01:00"),
        ("2015-02-10t09:00:00z", "2015-02-10T09:00:00Z"),
        ("2015-02-10T09:00:00+00:00", "2015-02-10T09:00:00Z"),
        ("2015-02-10T09:00:00-00:00", "2015-02-10T09:00:00Z"),
        ("2015-02-10T00:00:59-03:30", "2015-02-10T00:00:59-03:30"),
        ("2015-02-10T10:00:00+01:00[Europe/Warsaw]", "2015-02-10T10:00:00+01:00[Europe/Warsaw]"),
        ("2015-02-10T10:00:00Z[Etc/GMT+1]", "2015-02-10T10:00:00Z[Etc/GMT+1]"),
    ])
    func momentsAreAccepted(text: String, canonical: String) {
        #expect(Moment(text)?.description == canonical)
    }

    @Test(arguments: [
        "2015-02-10T10:00", "2015-02-10T24:00:00Z", "2015-02-10T10:60Z", "2015-02-10T10:00:60Z", "2015-02T10:00Z",
        "2015-02-29T10:00Z", "2015-02-10T10Z", "2015-02-10T10:00+1", "2015-02-10T10:00+24:00", "2015-02-10T10:00+01:60",
        "2015-02-10T10:00Z+01:00", "2015-02-10T10:00+01:00[]", "2015-02-10T10:00+01:00[../x]", "T10:00Z", "10:00Z",
        "2015-02-10T10:00Z[Europe/Warsaw", "2015-02-10T1:00Z", "2015-02-10T10:00:00.5Z", "2015-02-10T10:00+01:00]",
    ])
    func otherMomentsAreRefused(text: String) {
        #expect(Moment(text) == nil)
    }
}
