import FoundationEssentials
import Testing

struct TrustTests {
    private let left: Office
    private let right: Office
    private let card: String
    private let fingerprint: String

    init() async throws {
        let scratch = try Scratch()
        self.left = try await Office("PIKMED", in: scratch)
        self.right = try await Office("e-Zdrowie", in: scratch)
        let run = try await self.left.succeed("card", "--address", "node.example")
        let prefix = "Fingerprint: "
        self.card = run.output
        self.fingerprint = String(try #require(run.lines.first { $0.hasPrefix(prefix) }).dropFirst(prefix.count))
    }

    @Test func withoutATerminalAnAnswerIsNeeded() async throws {
        let run = try await self.right.run("trust", "add", "-", input: self.card)
        #expect(run.status == 64)
        #expect(run.output.contains(self.fingerprint))
        #expect(run.errors.contains("--fingerprint"))
        #expect(try await self.trusted() == ["e-Zdrowie"])
    }

    @Test func theRightFingerprintIsAnAnswer() async throws {
        let file = try self.right.scratch.file(self.card).path
        let run = try await self.right.succeed("trust", "add", file, "--fingerprint", self.fingerprint.uppercased())
        #expect(run.output.contains("PIKMED is trusted now."))
        #expect(run.output.contains("splot peer add node.example:7420"))
        #expect(try await self.trusted() == ["e-Zdrowie", "PIKMED"])
        #expect(try await self.right.succeed("trust", "add", file, "--yes").output.contains("already"))
    }

    @Test func anotherFingerprintIsNone() async throws {
        let other = String(repeating: "0", count: 64)
        #expect(try await self.right.run("trust", "add", "-", "--fingerprint", other, input: self.card).status == 65)
        #expect(try await self.trusted() == ["e-Zdrowie"])
    }

    @Test(arguments: ["", "Not a card", "-----BEGIN SPLOT CARD-----\n\nAAAA\n-----END SPLOT CARD-----\n"])
    func whatIsNoCardEndsWith65(text: String) async throws {
        #expect(try await self.right.run("trust", "add", "-", "--yes", input: text).status == 65)
    }

    @Test func onesOwnCardIsRefused() async throws {
        let run = try await self.left.run("trust", "add", "-", "--yes", input: self.card)
        #expect(run.status == 64)
        #expect(run.errors.contains("your own"))
    }

    @Test func trustEnds() async throws {
        try await self.right.succeed("trust", "add", "-", "--yes", input: self.card)
        #expect(try await self.right.run("trust", "remove", "pikmed").status == 64)
        try await self.right.succeed("trust", "remove", "pikmed", "--yes")
        #expect(try await self.trusted() == ["e-Zdrowie"])
        #expect(try await self.right.run("trust", "remove", "pikmed", "--yes").status == 66)
    }

    private func trusted() async throws -> [String?] {
        try await self.right.succeed("trust", "list", "--json").objects.map { $0["cluster"] as? String }
    }
}
