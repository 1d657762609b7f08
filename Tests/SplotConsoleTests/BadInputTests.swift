import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SplotDirectory
import SplotNode
import SplotTesting
import Testing

@testable import SplotConsole

struct BadInputTests {
    @Test func whatPeopleTypeIsNeverRunNorStyled() async throws {
        let fixture = try await ConsoleFixture()
        let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
        let organisation = try await fixture.add(
            "organisation",
            ["name.pl": evil, "aliases": evil, "phone": "+48 22 1234567"]
        )
        let cluster = try await fixture.add("cluster", ["name.pl": evil, "goals": evil])
        try await fixture.add("member", ["organisation": "\(organisation)", "cluster": "\(cluster)"])
        try await fixture.add("partner", ["party": "\(organisation)", "cluster": "\(cluster)"])
        try await fixture.add("notice", ["title.pl": evil, "body.pl": evil])
        try await fixture.add("project", ["title.pl": evil, "period": "2020/2022", "clusters": "\(cluster)"])
        try fixture.addAccount(role: .admin)
        let escaped = Query.escaped(evil)
        try await fixture.test { visitor in
            try await visitor.signIn()
            for page in [
                "/pl/", "/pl/search?q=\(escaped)", "/pl/kinds/organisation", "/pl/records/\(organisation)",
                "/pl/records/\(cluster)", "/pl/pictures", "/pl/admin/records/\(organisation)/edit", "/pl/admin/log",
                "/pl/admin/duplicates", "/pl/admin/import", "/pl/login?back=\(escaped)", "/pl/\(escaped)",
                "/pl/admin/log?record=\(escaped)&field=\(escaped)",
                "/pl/kinds/member?cluster=\(escaped)&region=\(escaped)",
                "/feeds/pl/news.atom",
            ] {
                let answer = try await visitor.get(page)
                #expect(!answer.text.contains("<script>alert"), "\(page)")
                #expect(!answer.text.contains("<img"), "\(page)")
                if page.hasPrefix("/pl") {
                    #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
                    #expect(!answer.text.contains("<style"))
                    #expect(!answer.text.contains(" style="))
                    #expect(!answer.text.contains(" onclick="))
                }
            }
        }
    }

    @Test(arguments: [
        ("/pl/nic", "Nie ma takiej strony"), ("/en/nothing", "There is no such page"),
        ("/de/nichts", "Diese Seite gibt es nicht"),
        ("/pl/records/x", "Nie ma rekordu"), ("/en/records/11111111-2222-8333-8444-555555555555", "There is no record"),
        ("/de/kinds/nichts", "Diese Seite gibt es nicht"), ("/pl/search?q=%FF", "nie jest poprawnym UTF-8"),
        ("/de/search?q=%C3%28", "kein gültiges UTF-8"), ("/fr/", "Konsola mówi po polsku"),
    ])
    func whatIsWrongIsSaidInTheReadersLanguage(path: String, text: String) async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.test { visitor in
            let answer = try await visitor.get(path)
            #expect((400..<500).contains(answer.status.code))
            #expect(answer.text.contains(text), "\(path)")
            #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
        }
    }

    @Test(arguments: Setup.allCases)
    func tenMegabytesAreTooMuch(setup: Setup) async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try await fixture.test(setup.testing) { visitor in
            try await visitor.signIn()
            let huge = "a=" + String(repeating: "x", count: 10 << 20)
            let form = try await visitor.post("/de/admin/records/new/organisation", raw: huge)
            #expect(form.status == .contentTooLarge)
            #expect(form.text.contains("Zu viele Daten"))
            #expect(form.text.contains("1 MiB"))
            let file = try await visitor.post("/pl/admin/import", raw: huge, type: "multipart/form-data; boundary=x")
            #expect(file.status == .contentTooLarge)
            #expect(file.text.contains("8 MiB"))
            #expect(try await visitor.get("/pl/").status == .ok)
        }
    }

    @Test func aFormThatIsNoTextIsRefused() async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try await fixture.test { visitor in
            try await visitor.signIn()
            let answer = try await visitor.post("/pl/admin/records/new/organisation", raw: "f.name.pl=%FF%FE")
            #expect(answer.status == .badRequest)
            #expect(answer.text.contains("UTF-8"))
        }
    }

    @Test func aFormIsSavedOnce() async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try await fixture.test { visitor in
            try await visitor.signIn()
            let form = try await visitor.get("/pl/admin/records/new/organisation")
            let first = try await visitor.submit(form, to: "/pl/admin/records/new/organisation", [("f.name.pl", "Raz")])
            #expect(first.status == .seeOther)
            let second = try await visitor.submit(
                form,
                to: "/pl/admin/records/new/organisation",
                [("f.name.pl", "Raz")]
            )
            #expect(second.status == .conflict)
            #expect(second.text.contains("został już wysłany"))
        }
        #expect(try await fixture.node.records(named: "Raz").count == 1)
    }

    @Test func aFormOfAnotherSessionOrSiteIsRefused() async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try fixture.addAccount("ewa")
        try await fixture.test { visitor in
            let path = "/pl/admin/records/new/organisation"
            let other = visitor.another()
            try await other.signIn("ewa")
            let stolen = try #require(try await other.get(path).token(for: path))
            try await visitor.signIn()
            // One form's token is no good for another.
            let strayed = try #require(try await visitor.get("/pl/admin/import").token(for: "/pl/admin/import"))
            for token in [stolen, strayed, "", "1.2.3", String(repeating: "x", count: 5_000)] {
                let answer = try await visitor.post(path, [("form-token", token), ("f.name.pl", "Obca")])
                #expect(answer.status == .forbidden)
            }
            #expect(try await visitor.post(path, [("f.name.pl", "Obca")]).status == .forbidden)
            let token = try #require(try await visitor.get(path).token(for: path))
            let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
            for headers: HTTPFields in [[site: "cross-site"], [.origin: "https://evil.example"]] {
                let answer = try await visitor.post(
                    path,
                    [("form-token", token), ("f.name.pl", "Obca")],
                    headers: headers
                )
                #expect(answer.status == .forbidden)
            }
        }
        #expect(try await fixture.node.records(named: "Obca").isEmpty)
    }

    @Test func aVisitorWithoutACookieSendsNoForm() async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try await fixture.test { visitor in
            // What is made for an empty cookie, as anybody may ask for it, is no good without one.
            let form = try await visitor.get("/en/login", headers: [.cookie: "splot-visitor="])
            #expect(form.headers[.setCookie]?.hasPrefix("splot-visitor=;") == false)
            let fields = [
                ("form-token", try #require(form.token(for: "/en/login"))), ("name", "anna"),
                ("password", ConsoleFixture.password),
            ]
            for cookie in ["", "splot-visitor="] {
                let answer = try await visitor.another().post("/en/login", fields, headers: [.cookie: cookie])
                #expect(answer.status == .forbidden)
            }
        }
    }

    @Test func aFormThatWasOpenForTooLongIsSentAfterSigningInAgain() async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try await fixture.test { visitor in
            try await visitor.signIn()
            let path = "/en/admin/records/new/organisation"
            let form = try await visitor.get(path)
            fixture.clock.now += Session.idleLimit + 1
            let fields = [("f.name.en", "Ward")]
            let refused = try await visitor.submit(form, to: path, fields)
            #expect(refused.status == .unauthorized)
            #expect(refused.text.contains("still in the form"))
            try await visitor.signIn()
            #expect(try await visitor.submit(form, to: path, fields).status == .seeOther)
            fixture.clock.now += FormToken.lifetime
            try await visitor.signIn()
            #expect(try await visitor.submit(form, to: path, fields).status == .forbidden)
        }
        #expect(try await fixture.node.records(named: "Ward").count == 1)
    }

    @Test func aPageOfTheAdministrationIsNotForEverybody() async throws {
        let fixture = try await ConsoleFixture()
        let record = try await fixture.add("organisation", ["name.pl": "Szpital"])
        try fixture.addAccount()
        try await fixture.test { visitor in
            for path in ["", "/conflicts", "/import", "/peers", "/log", "/health", "/records/\(record)/edit"] {
                let answer = try await visitor.get("/pl/admin\(path)")
                #expect(answer.status == .seeOther)
                #expect(answer.location?.hasPrefix("/pl/login?back=") == true)
            }
            for path in ["/records/\(record)/delete", "/records/\(record)/edit", "/import", "/peers", "/duplicates"] {
                #expect(try await visitor.post("/pl/admin\(path)", [("a", "1")]).status == .unauthorized)
            }
            try await visitor.signIn()
            let peers = try await visitor.get("/pl/admin/peers")
            #expect(peers.status == .ok)
            let token = try #require(visitor.token(for: "/admin/peers"))
            let answer = try await visitor.post("/pl/admin/peers", [("form-token", token), ("address", "a.example")])
            #expect(answer.status == .forbidden)
        }
        #expect(try await fixture.node.peers().isEmpty)
        #expect(try await !fixture.node.record(record).isDeleted)
    }

    @Test func whateverIsAskedSomethingIsAnswered() async throws {
        let seed: UInt64 = 20_261_127
        let fixture = try await ConsoleFixture(seed: 3)
        let id = try await fixture.add("organisation", ["name.pl": "Szpital"])
        try fixture.addAccount(role: .admin)
        let paths = [
            "", "kinds/member", "kinds/event", "search", "suggest", "records/\(id)", "pictures", "login", "logout",
            "admin",
            "admin/conflicts", "admin/import", "admin/import/confirm", "admin/import/map", "admin/peers", "admin/log",
            "admin/log/x/1", "admin/records/\(id)/edit", "admin/records/\(id)/resolve", "admin/records/new/figure",
            "admin/records/\(id)/suggestion", "admin/duplicates", "admin/health",
        ]
        let names = [
            "q", "kind", "cluster", "country", "region", "page", "record", "field", "log", "before", "back", "since",
            "limit",
            "offset", "f.name.pl", "f.steps.0.date", "o.name.pl", "shown", "do", "path", "pick", "version", "upload",
            "column-0",
        ]
        let values = [
            "", "1", "-1", "99999999999999999999", "\(id)", "%00", "%ff", "member", "\u{202E}", "a-1_b-2", "zzz-zzz",
            "[]", "{{t}}",
            "../../etc/passwd", "%0d%0aSet-Cookie:x", String(repeating: "ą", count: 3_000),
        ]
        try await fixture.test { visitor in
            var generator = SeededGenerator(seed: seed)
            try await visitor.signIn()
            for round in 0..<1_500 {
                func any(_ choices: [String]) -> String { choices.randomElement(using: &generator) ?? "" }
                let pairs = (0..<Int.random(in: 0...3, using: &generator)).map { _ in (any(names), any(values)) }
                let query = pairs.map { "\($0.0)=\($0.1.contains("%") ? $0.1 : Query.escaped($0.1))" }
                    .joined(separator: "&")
                let isAPI = Int.random(in: 0..<4, using: &generator) == 0
                let path =
                    isAPI
                    ? "/api/v1/"
                        + any(["records", "records/\(id)", "changes", "statistics", "kinds", "records/x/history"])
                    : "/" + any(["pl", "en", "de", "fr"]) + "/" + any(paths)
                let answer: Visitor.Answer
                if !isAPI, Bool.random(using: &generator) {
                    let token = visitor.token(for: "/" + path.split(separator: "/").dropFirst().joined(separator: "/"))
                    answer = try await visitor.post(path, raw: "form-token=\(token ?? "")&" + query)
                } else {
                    answer = try await visitor.get(path + (query.isEmpty ? "" : "?" + query))
                }
                #expect(answer.status.code < 500, "seed \(seed), round \(round): \(path)?\(query.prefix(200))")
                if path.hasSuffix("logout"), try await visitor.get("/en/login").status == .ok {
                    try await visitor.signIn()
                }
            }
        }
    }
}
