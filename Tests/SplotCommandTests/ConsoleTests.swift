import Foundation
import Testing

struct ConsoleTests {
    private let office: Office

    init() async throws { self.office = try await Office("PIKMED", in: Scratch()) }

    @Test func accountsAreMadeListedAndTakenAway() async throws {
        #expect(try await self.office.succeed("user", "list").output.contains("There are no accounts yet"))
        let added = try await self.office.run(
            "user",
            "add",
            "Anna",
            "--role",
            "editor",
            input: "correct horse battery\n"
        )
        #expect(added.status == 0)
        #expect(added.output.contains("can sign in now"))
        #expect(!added.output.contains("horse"))
        let accounts = try await self.office.succeed("user", "list", "--json").objects
        #expect(accounts.map { $0["name"] as? String } == ["anna"])
        #expect(accounts.map { $0["role"] as? String } == ["editor"])
        let again = try await self.office.run(
            "user",
            "add",
            "anna",
            "--role",
            "admin",
            input: "another long password\n"
        )
        #expect(again.output.contains("has a new password and role"))
        _ = try await self.office.succeed("user", "remove", "anna")
        #expect(try await self.office.run("user", "remove", "anna").status != 0)
    }

    @Test(arguments: ["", "short\n"])
    func aPasswordThatWillNotDoMakesNoAccount(input: String) async throws {
        let run = try await self.office.run("user", "add", "anna", "--role", "editor", input: input)
        #expect(run.status != 0)
        #expect(run.errors.contains("password"))
        #expect(try await self.office.succeed("user", "list", "--json").output == "")
    }

    @Test func aCertificateThatCannotBeReadIsNamed() async throws {
        let run = try await self.office.run(
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--console",
            "0",
            "--tls-certificate",
            "/nowhere.pem",
            "--tls-key",
            "/nowhere.key"
        )
        #expect(run.status != 0)
        #expect(run.errors.contains("/nowhere.pem"))
    }
}
