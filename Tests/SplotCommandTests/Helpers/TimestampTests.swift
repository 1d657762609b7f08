import SplotOffice
import Testing

@testable import splot

struct TimestampTests {
    // By date -u -d @SECONDS.
    @Test(arguments: [
        (UInt64(0), "1970-01-01T00:00:00Z"),
        (951_782_400, "2000-02-29T00:00:00Z"),
        (951_868_799, "2000-02-29T23:59:59Z"),
        (951_868_800, "2000-03-01T00:00:00Z"),
        (1_423_559_045, "2015-02-10T09:04:05Z"),
        (4_107_542_399, "2100-02-28T23:59:59Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"),
        (.max, "9999-12-31T23:59:59Z"),
    ])
    func secondsBecomeDates(seconds: UInt64, text: String) {
        #expect(Timestamp(seconds).iso8601 == text)
    }

    @Test func tablesLeaveTheSecondsOut() {
        #expect(Timestamp(1_423_559_045).short == "2015-02-10 09:04")
        #expect(Timestamp(1_423_559_045).full == "2015-02-10 09:04:05")
    }
}
