import Foundation
import Testing

@testable import splot

struct NewFileTests {
    private let scratch: Scratch

    init() throws { self.scratch = try Scratch() }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self.scratch.path(""))
    }

    @Test func theNameIsThereWhenTheFileIsWhole() throws {
        let file = try NewFile(self.scratch.path("x"), mayReplace: false)
        try file.write([1, 2])
        #expect(try !self.names().contains("x"))
        try file.write([3])
        try file.finish()
        file.discard()
        #expect(try self.names() == ["x"])
        #expect(try LocalFile.read(self.scratch.path("x"), limit: 9) == [1, 2, 3])
    }

    @Test func whatIsNotFinishedGoes() throws {
        let file = try NewFile(self.scratch.path("x"), mayReplace: false)
        try file.write([1, 2])
        file.discard()
        #expect(try self.names() == [])
    }

    @Test func aKilledProcessLeavesNothingUnderTheName() throws {
        // No process has this number: it is beyond what Linux and macOS give.
        let leftover = self.scratch.path(".x.part-99999999")
        try Data([1]).write(to: URL(filePath: leftover))
        let file = try NewFile(self.scratch.path("x"), mayReplace: false)
        #expect(try self.names() == [".x.part-\(getpid())"])
        file.discard()
    }

    @Test func aFileThatAppearedMeanwhileStays() throws {
        let path = self.scratch.path("x")
        let file = try NewFile(path, mayReplace: false)
        try Data([9]).write(to: URL(filePath: path))
        #expect(throws: CommandError.self) { try file.finish() }
        file.discard()
        #expect(try LocalFile.read(path, limit: 9) == [9])
        #expect(try self.names() == ["x"])
    }
}
