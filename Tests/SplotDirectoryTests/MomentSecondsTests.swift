import SplotDirectory
import Testing

struct MomentSecondsTests {
    // Computed with GNU date.
    @Test(arguments: [
        ("1970", 0, 31_535_999), ("2000-02", 949_363_200, 951_868_799), ("2000-02-29", 951_782_400, 951_868_799),
        ("2026-12", 1_796_083_200, 1_798_761_599), ("2015-02-10T10:00:00+01:00", 1_423_558_800, 1_423_558_800),
        ("2015-02-10T10:00Z", 1_423_562_400, 1_423_562_400), ("9999", 253_370_764_800, 253_402_300_799),
        ("1969", 0, 0), ("0001-01-01", 0, 0), ("1970-01-01T00:30:00+01:00", 0, 0),
    ])
    func aMomentBeginsAndEnds(text: String, first: UInt64, last: UInt64) throws {
        let moment = try #require(Moment(text))
        #expect(moment.firstSecond == first)
        #expect(moment.lastSecond == last)
    }
}
