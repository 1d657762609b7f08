import Foundation
import Testing

struct DemoTests {
    private let program: Program
    private let examples: String

    init() async throws {
        self.program = Program(scratch: try Scratch())
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        self.examples = tests.deletingLastPathComponent().appending(path: "Examples/data").path
    }

    @Test func theStoryIsToldToItsEnd() async throws {
        let directory = self.program.scratch.path("demo")
        let run = try await self.program.run(["demo", "--dir", directory, "--examples", self.examples])
        try #require(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("The clusters disagree about phone"))

        var digests: Set<String> = []
        for folder in ["pikmed", "e-zdrowie", "innowacyjna-medycyna"] {
            let data = "\(directory)/\(folder)"
            let status = try #require(try await self.program.run(["status", "--json", "--data", data]).objects.first)
            digests.insert(try #require(status["directoryDigest"] as? String))
            #expect(status["conflicts"] as? Int == 0)
            #expect((status["logs"] as? [Any])?.count == 3)
            #expect((status["peers"] as? [Any])?.count == (folder == "e-zdrowie" ? 2 : 1))
            #expect(try await self.program.run(["verify", "--data", data]).status == 0)
        }
        #expect(digests.count == 1)

        let data = "\(directory)/innowacyjna-medycyna"
        let members = try await self.program.run(["list", "--kind", "member", "--json", "--data", data]).objects
        #expect(members.count == 16)
        let torun = try #require(members.first { ($0["title"] as? String)?.hasPrefix("Gmina Miasta Toruń") == true })
        let fields = try #require(torun["fields"] as? [String: Any])
        #expect(fields["kind"] as? String == "honorary")
        #expect(fields["voting"] as? Bool == false)

        let again = try await self.program.run(["demo", "--dir", directory, "--examples", self.examples])
        #expect(again.status == 73)
        #expect(again.errors.contains("delete \(directory)"))
    }

    @Test func missingExamplesEndWith66() async throws {
        let directory = self.program.scratch.path("demo")
        #expect(try await self.program.run(["demo", "--dir", directory, "--examples", "/nonexistent"]).status == 66)
    }
}
