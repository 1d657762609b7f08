import SplotDirectory
import Testing

struct NumberTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("0,00", "0"), ("007", "7"), ("1.50", "1.5"), ("1,5", "1.5"),
        ("22 000 000", "22000000"),
        ("22\u{A0}000\u{202F}000,10", "22000000.1"), ("-3", "-3"), ("−3,0", "-3"), ("+4", "4"), ("100", "100"),
        ("0.000000000000000001", "0.000000000000000001"),
        ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
    ])
    func numbersAreCanonical(text: String, canonical: String) {
        #expect(DecimalNumber(text)?.text == canonical)
    }

    @Test(arguments: [
        "", "-", "1.", ".5", ",5", "1.2.3", "1.234,56", "1 00", "1000 000", " 1", "1e5", "0x10", "١", "NaN",
        "1 000,0 1",
        "100000000000000000000000000000000000000", "--1", "½",
    ])
    func otherNumbersAreRefused(text: String) {
        #expect(DecimalNumber(text) == nil)
    }

    @Test(arguments: [
        ("184", "184"), (">90%", ">90 %"), ("> 90 %", ">90 %"), ("=7%", "7 %"), ("7,0 %", "7 %"), ("200+", "≥200"),
        (">=200", "≥200"), ("<=5 km", "≤5 km"), ("~1 200,5 kg", "≈1200.5 kg"), ("< 5", "<5"), ("-2 °C", "-2 °C"),
        ("3 m²", "3 m²"), ("40 łóżek  szpitalnych", "40 łóżek szpitalnych"), ("≥ 10 000 GB", "≥10000 GB"),
        ("5 euro", "5 euro"), ("200+ osób", "≥200 osób"),
    ])
    func quantitiesAreCanonical(text: String, canonical: String) {
        #expect(Quantity(text)?.description == canonical)
        #expect(Quantity(canonical)?.description == canonical)
    }

    @Test(arguments: [
        "", "%", ">", "około 5", "5 - 10", "10-20", "1e5", "1E+5", "><5", "1.234,5", "5 6 kg", "kg 5", "5²",
    ])
    func otherQuantitiesAreRefused(text: String) {
        #expect(Quantity(text) == nil)
    }

    @Test(arguments: [
        ("22000000 PLN", "22000000 PLN"), ("≈ 22 000 000 zł", "≈22000000 PLN"), (">1000000PLN", ">1000000 PLN"),
        ("99,50 eur", "99.5 EUR"), ("€5", "5 EUR"), ("PLN 5", "5 PLN"), ("$ 1.10", "1.1 USD"), ("0 PLN", "0 PLN"),
        ("~22000000 PLN", "≈22000000 PLN"), ("100 HRK", "100 HRK"), ("-5 PLN", "-5 PLN"),
    ])
    func moneyIsCanonical(text: String, canonical: String) {
        #expect(Money(text)?.description == canonical)
        #expect(Money(canonical)?.description == canonical)
    }

    @Test(arguments: [
        "", "22000000", "PLN", "22 mln PLN", "5 XXX", "5 PLZ", "PLN 5 EUR", "PLN 5 PLN", "1.000,00 PLN", "1e6 PLN",
        "5 zlotych",
    ])
    func otherMoneyIsRefused(text: String) {
        #expect(Money(text) == nil)
    }
}
