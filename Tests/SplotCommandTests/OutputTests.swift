import Foundation
import Testing

struct OutputTests {
    private let program: Program

    init() async throws { self.program = Program(scratch: try Scratch()) }

    @Test func aReaderThatHasSeenEnoughEndsItQuietly() async throws {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let run = try await self.program.run(["kinds"], standardOutput: pipe.fileHandleForWriting)
        #expect(run.status == 0)
        #expect(run.errors == "")
    }

    @Test func aFullDiskIsNoticed() async throws {
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        let run = try await self.program.run(["kinds"], standardOutput: full)
        #expect(run.status == 74)
        #expect(run.errors == "splot: cannot write the output: No space left on device\n")
    }

    @Test func kindsAndFieldsAreListed() async throws {
        let kinds = try await self.program.run(["kinds", "--json"]).objects
        #expect(kinds.compactMap { $0["kind"] as? String }.prefix(3) == ["cluster", "organisation", "member"])
        let fields = try await self.program.run(["kinds", "organisation", "--json"]).objects
        let shapes = Dictionary(uniqueKeysWithValues: fields.map { ($0["field"] as? String, $0["shape"] as? String) })
        #expect(shapes["name"] == "localised")
        #expect(shapes["address"] == "map")
        #expect(shapes["identifiers"] == "set")
        #expect(shapes["website"] == "single")
        let phone = try #require(fields.first { $0["field"] as? String == "phone" })
        #expect(phone["personal"] as? Bool == true)
        #expect(phone["required"] as? Bool == false)
        #expect(try await self.program.run(["kinds", "organisation"]).output.contains("identifiers: write the scheme"))
    }
}
