import HTTPTypes
import SplotNode

/// Signing in and out.
struct LoginPage: ConsolePage {
    let services: ConsoleServices
    let visit: Visit

    private var phrases: Phrases { self.visit.phrases }
    private var reading: VisitReading { VisitReading(services: self.services) }

    /// The form, for those who need it.
    func answer() -> PageAnswer {
        self.visit.account == nil ? .page(self.form()) : .redirect(self.visit.href("/admin"))
    }

    /// The form.
    ///
    /// The token of the form is made for a cookie that is set with it, so that nobody is signed in by another's page.
    func form(problem: String? = nil, name: String = "") -> Page {
        // One that is there already stays, or the form in another tab would be no good any more.
        let visitor = self.visit.visitor ?? Sessions.hex(self.services.environment.random(16))
        var view: PageView = [
            "isOpen": self.services.configuration.mayTakePasswords, "back": self.back(self.visit.query["back"]),
            "givenName": name,
            "token": self.services.tokens.input(self.reading.formKey(visitor: visitor), for: "/login"),
        ]
        view["problem"] = self.services.configuration.mayTakePasswords ? problem : self.phrases("loginInsecure")
        var page = Page("login", title: self.phrases("signIn"), place: "login", view)
        if self.visit.visitor == nil { page.cookie = self.reading.cookie(VisitReading.visitorCookie, visitor) }
        return page
    }

    func signIn(_ sent: Query) async throws -> PageAnswer {
        guard self.services.configuration.mayTakePasswords else { return .page(self.form()) }
        try self.services.use(sent, self.visit)
        let name = sent["name"] ?? ""
        let outcome = try await self.services.signIn.attempt(
            name: name,
            password: sent.raw("password") ?? "",
            from: self.visit.address
        )
        switch outcome {
        case .signedIn(let token):
            self.services.metrics.note(signIn: "signed_in")
            let cookie = self.reading.cookie(VisitReading.sessionCookie, token, seconds: Session.lifeLimit)
            return .redirect(self.visit.href(self.back(sent["back"])), cookie: cookie)
        case .wrong:
            self.services.metrics.note(signIn: "wrong")
            return .page(self.refusal("loginWrong", [:], name, .unauthorized))
        case .locked(let seconds):
            self.services.metrics.note(signIn: "locked")
            let wait = ["wait": self.visit.formats.wait(seconds)]
            return .page(self.refusal("loginLocked", wait, name, .tooManyRequests))
        }
    }

    func signOut(_ sent: Query) -> PageAnswer {
        if let token = self.visit.token { self.services.sessions.end(token) }
        return .redirect(self.visit.href("/"), cookie: self.reading.cookie(VisitReading.sessionCookie, "", seconds: 0))
    }

    private func refusal(_ key: String, _ values: [String: String], _ name: String, _ status: PageStatus) -> Page {
        var page = self.form(problem: self.phrases(key, values), name: name)
        page.status = status
        return page
    }

    // Only to a page of this console: an address that leads elsewhere is how people are sent to a copy of it.
    private func back(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), path.utf8.count < 2_000,
            !path.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { return "/admin" }
        return path
    }
}
