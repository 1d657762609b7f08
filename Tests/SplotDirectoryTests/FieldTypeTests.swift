import SplotDirectory
import Testing

struct FieldTypeTests {
    @Test(arguments: [
        ("event", "place", "  Centrum\u{A0}na Jordankach \u{A0}", "Centrum\u{A0}na Jordankach"),
        ("event", "place", "Lo\u{301}dz\u{301}", "Łódź".replacing("Ł", with: "L")),
        ("event", "place", "„Przy  Tężni” & Co", "„Przy  Tężni” & Co"),
        ("cluster", "founded", "01.07.2013", "2013-07-01"),
        ("cluster", "fee", "0 zł", "0 PLN"),
        ("cluster", "type", "ECOSYSTEM", "ecosystem"),
        ("cluster", "website", "www.klaster-ezdrowie.pl", "https://www.klaster-ezdrowie.pl"),
        (
            "cluster", "website", "HTTP://Klaster.Example:8080/Ścieżka?A=b#C",
            "http://klaster.example:8080/Ścieżka?A=b#C"
        ),
        ("cluster", "website", "https://żółw.example./", "https://żółw.example./"),
        ("cluster", "languages", "POL", "pl"),
        ("cluster", "regions", "kujawsko-pomorskie", "TERYT:04"),
        ("cluster", "regions", "TERYT:04", "TERYT:04"),
        ("cluster", "regions", "04", "TERYT:04"),
        ("cluster", "readers", String(repeating: "Ab", count: 32), String(repeating: "ab", count: 32)),
        ("organisation", "identifiers", "nip PL 856-734-62-15", "NIP:8567346215"),
        ("organisation", "identifiers.nip", "774-000-14-54", "NIP:7740001454"),
        ("organisation", "identifiers.NIP", "NIP:774-000-14-54", "NIP:7740001454"),
        ("organisation", "country", "Szwecja", "SE"),
        ("organisation", "phone", " +48  56\u{A0}611 10 10 wew. 5 ", "+48 56 611 10 10 wew. 5"),
        ("organisation", "email", "Biuro.Klastra@EXAMPLE.Org", "Biuro.Klastra@example.org"),
        ("organisation", "email", "mailto:a+b@x.example", "a+b@x.example"),
        ("organisation", "pkd", "version: 2007; code: 86.10.z", "code: 86.10.Z; version: 2007"),
        ("organisation", "naturalPerson", "Tak", "yes"),
        ("document", "period", "2015/2020", "2015/2020"),
        ("document", "digest", String(repeating: "0F", count: 32), "sha256:" + String(repeating: "0f", count: 32)),
        ("project", "budget", "≈22000000 PLN", "≈22000000 PLN"),
        ("figure", "value", "200+", "≥200"),
        ("event", "start", "10.02.2015", "2015-02-10"),
    ])
    func textBecomesCanonical(kind: String, path: String, text: String, canonical: String) {
        let written = check(kind, path, text).text
        // Swift's == ignores how letters are composed; the bytes must not.
        #expect(written.map { Array($0.utf8) } == Array(canonical.utf8), "\(written ?? "refused")")
    }

    @Test(arguments: [
        ("cluster", "founded", "2013-02-30"), ("cluster", "fee", "100"), ("cluster", "type", "klaster"),
        ("cluster", "website", "klaster.example"), ("cluster", "website", "ftp://klaster.example"),
        ("cluster", "website", "javascript:alert(1)"), ("cluster", "website", "https://"),
        ("cluster", "website", "https://user@klaster.example"), ("cluster", "website", "https://a b.example"),
        ("cluster", "website", "https://klaster.example:0"), ("cluster", "website", "https://klaster.example:99999"),
        ("cluster", "website", "https://-a.example"), ("cluster", "website", "https://a..example"),
        ("cluster", "website", "https://a.example/<script>"), ("cluster", "website", "https:/a.example"),
        ("cluster", "languages", "polski"), ("cluster", "regions", "Śląsk"), ("cluster", "regions", "NIP:8567346215"),
        ("cluster", "readers", "abc"), ("cluster", "identity", String(repeating: "g", count: 64)),
        ("organisation", "identifiers", "8567346215"), ("organisation", "identifiers", "TERYT:04"),
        ("organisation", "identifiers.KRS", "NIP:8567346215"), ("organisation", "identifiers.XYZ", "1"),
        ("organisation", "identifiers", "NIP:8567346216"), ("organisation", "country", "XX"),
        ("organisation", "phone", "1234"), ("organisation", "phone", "brak"),
        ("organisation", "email", "a@b"), ("organisation", "email", "a b@x.example"),
        ("organisation", "email", "a@@x.example"),
        ("organisation", "email", "@x.example"), ("organisation", "email", "a@x..example"),
        ("organisation", "email", "a.@x.example"), ("organisation", "email", ".a@x.example"),
        ("organisation", "email", "a..b@x.example"), ("organisation", "email", "<a@x.example>"),
        ("organisation", "naturalPerson", "może"), ("organisation", "pkd", "86.10.Z"),
        ("organisation", "pkd", "code: 8610Z"), ("organisation", "pkd", "code: 86.10.ZZ"),
        ("document", "period", "2020/2015"), ("document", "digest", "md5:abc"), ("figure", "value", "około 200"),
        ("event", "start", "2015-02-10T10:00"),
    ])
    func otherTextIsRefused(kind: String, path: String, text: String) {
        #expect(check(kind, path, text).codes == [.malformed])
    }

    @Test(arguments: [
        ("yes", true), ("TAK", true), ("true", true), ("1", true), ("no", false), ("Nie", false), ("false", false),
        ("0", false),
    ])
    func yesAndNoAreBooleans(text: String, answer: Bool) {
        #expect(check("member", "voting", text).operations == [.set(.value(.boolean(answer)))])
    }

    @Test(arguments: ["a\u{0}b", "a\tb", "a\nb", "a\u{7F}b", "a\u{85}b", "a\u{2028}b"])
    func controlCharactersAreRefusedInALine(text: String) {
        #expect(check("event", "place", text).codes == [.controlCharacter])
        #expect(check("event", "title.pl", text).codes == [.controlCharacter])
        #expect(check("organisation", "phone", "12345" + text).codes == [.controlCharacter])
    }

    @Test
    func paragraphsKeepTheirLineBreaks() {
        #expect(check("notice", "body.pl", "\nJeden\r\nDwa\rTrzy\u{2028}Cztery\n\n").text == "Jeden\nDwa\nTrzy\nCztery")
        #expect(check("notice", "body.pl", "a\u{0}b").codes == [.controlCharacter])
    }

    @Test
    func textHasALimitInBytes() {
        #expect(check("event", "place", String(repeating: "ą", count: 8192)).codes == [])
        #expect(check("event", "place", String(repeating: "ą", count: 8192) + "a").codes == [.tooLong])
        #expect(check("notice", "body", String(repeating: "a", count: 16385)).codes == [.tooLong])
    }

    @Test
    func normalisationReachesEveryText() {
        let composed = check("organisation", "name.pl", "Os\u{301}rodek Z\u{307}ycia").operations
        #expect(composed == [.set(.value(.text("Ośrodek Życia")))])
        if case .set(.value(.text(let text))) = composed?.first {
            #expect(text.unicodeScalars.count == "Ośrodek Życia".unicodeScalars.count)
        }
        // The ohm sign is a letter by form C; the ligature stays, which form KC would take apart.
        #expect(check("event", "place", "\u{2126}ﬁ").text.map { Array($0.unicodeScalars) } == ["\u{3A9}", "\u{FB01}"])
    }
}
