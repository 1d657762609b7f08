import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SplotTesting
import Testing

@testable import SplotConsole

struct SignInTests {
    @Test(arguments: Setup.allCases)
    func whoKnowsThePasswordIsLetIn(setup: Setup) async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try await fixture.test(setup.testing) { visitor in
            let answer = try await visitor.signIn()
            #expect(answer.status == .seeOther)
            #expect(answer.location == "/en/admin")
            let cookie = try #require(answer.headers[.setCookie])
            #expect(cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Lax"))
            let page = try await visitor.get("/en/admin")
            #expect(page.status == .ok)
            #expect(page.headers[.cacheControl] == "no-store")
            let token = try #require(page.token(for: "/en/logout"))
            let out = try await visitor.post("/en/logout", [("form-token", token)])
            #expect(out.status == .seeOther)
            #expect(try await visitor.get("/en/admin").status == .seeOther)
        }
    }

    @Test func fiveWrongPasswordsLockForAWhile() async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try await fixture.test { visitor in
            for attempt in 1...5 {
                let answer = try await visitor.signIn("anna", "wrong password")
                #expect(answer.status == (attempt < 5 ? .unauthorized : .tooManyRequests))
            }
            let locked = try await visitor.signIn()
            #expect(locked.status == .tooManyRequests)
            #expect(locked.text.contains("Try again in 30 seconds"))
            fixture.clock.now += 30
            #expect(try await visitor.signIn().status == .seeOther)
        }
    }

    @Test func anUnknownNameLooksLikeAWrongPassword() async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try await fixture.test { visitor in
            let unknown = try await visitor.signIn("nobody", "wrong password")
            let wrong = try await visitor.signIn("anna", "wrong password")
            #expect(unknown.status == wrong.status)
            #expect(unknown.text.contains("The user name or the password is wrong"))
            #expect(wrong.text.contains("The user name or the password is wrong"))
        }
    }

    @Test func aSessionEndsWithTimeOrItsAccount() async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try await fixture.test { visitor in
            try await visitor.signIn()
            fixture.clock.now += Session.idleLimit
            #expect(try await visitor.get("/en/admin").status == .ok)
            fixture.clock.now += Session.idleLimit + 1
            #expect(try await visitor.get("/en/admin").status == .seeOther)
            try await visitor.signIn()
            #expect(try await visitor.get("/en/admin").status == .ok)
            // A new password ends it.
            try fixture.addAccount()
            #expect(try await visitor.get("/en/admin").status == .seeOther)
        }
    }

    @Test(arguments: [
        ("/records/x?a=b", "/en/records/x?a=b"), ("//evil.example", "/en/admin"), ("https://evil.example", "/en/admin"),
        ("/\\evil.example", "/en/admin"), ("/a\r\nSet-Cookie: x=y", "/en/admin"),
    ])
    func oneComesBackOnlyToThisConsole(back: String, location: String) async throws {
        let fixture = try await ConsoleFixture()
        try fixture.addAccount()
        try await fixture.test { visitor in
            let form = try await visitor.get("/en/login")
            let token = try #require(form.token(for: "/en/login"))
            let answer = try await visitor.post(
                "/en/login",
                [
                    ("form-token", token), ("name", "anna"), ("password", ConsoleFixture.password), ("back", back),
                ]
            )
            #expect(answer.location == location)
        }
    }

    @Test func aPasswordIsNotTakenWhereItCouldBeRead() async throws {
        let fixture = try await ConsoleFixture { $0.host = "0.0.0.0" }
        try fixture.addAccount()
        try await fixture.test { visitor in
            let form = try await visitor.get("/en/login")
            #expect(form.text.contains("Signing in is off"))
            #expect(!form.text.contains("type=\"password\""))
            let token = form.token(for: "/en/login") ?? ""
            let answer = try await visitor.post(
                "/en/login",
                [
                    ("form-token", token), ("name", "anna"), ("password", ConsoleFixture.password),
                ]
            )
            #expect(answer.status != .seeOther)
        }
    }

    @Test func behindAProxyTheCookieIsSecureAndTheProxySaysWhoAsks() async throws {
        let fixture = try await ConsoleFixture {
            $0.host = "0.0.0.0"
            $0.isBehindProxy = true
        }
        try fixture.addAccount()
        try await fixture.test { visitor in
            let answer = try await visitor.signIn()
            #expect(answer.headers[.setCookie]?.contains("Secure") == true)
            #expect(answer.headers[.strictTransportSecurity] != nil)
            let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
            let metrics = try await visitor.get("/metrics", headers: [forwarded: "127.0.0.1, 192.0.2.7"])
            #expect(metrics.status == .ok)
        }
        try await fixture.test { visitor in
            let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
            let metrics = try await visitor.get("/metrics", headers: [forwarded: "127.0.0.1, 192.0.2.7"])
            #expect(metrics.status == .forbidden)
        }
    }

    @Test func metricsAreForThisMachineAndNoProxyOnIt() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.test(.live) { visitor in
            #expect(try await visitor.get("/metrics").status == .ok)
            for name in ["X-Forwarded-For", "Forwarded", "Via"] {
                let forwarded = try #require(HTTPField.Name(name))
                #expect(try await visitor.get("/metrics", headers: [forwarded: "127.0.0.1"]).status == .forbidden)
            }
        }
        // Over the router nobody is connected from anywhere.
        try await fixture.test { visitor in
            let metrics = try await visitor.get("/metrics")
            #expect(metrics.status == .forbidden)
        }
    }
}
