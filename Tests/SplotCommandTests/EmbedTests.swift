import Foundation
import Testing

struct EmbedTests {
    @Test func theExampleThatEmbedsANodeRunsAsItsTextSays() async throws {
        let scratch = try Scratch()
        let process = Process()
        process.executableURL = Program.url.deletingLastPathComponent().appending(path: "Embed")
        process.arguments = [scratch.path("embed")]
        let output = try scratch.file()
        process.standardOutput = try FileHandle(forWritingTo: output)
        try await process.runToEnd()
        #expect(process.terminationStatus == 0)
        let text = try String(contentsOf: output, encoding: .utf8)
        #expect(text.contains("Szpital Przykładowy"))
        #expect(text.hasSuffix("Both show the same directory.\n"))
    }
}
