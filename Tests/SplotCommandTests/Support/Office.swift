import Foundation
import Testing

/// One cluster's office: the program and a data directory.
struct Office {
    let program: Program
    let data: String

    var scratch: Scratch { self.program.scratch }

    /// Founds a cluster.
    init(_ name: String, in scratch: Scratch) async throws {
        self.program = Program(scratch: scratch)
        self.data = scratch.path("node-" + name)
        let run = try await self.program.run(["init", "--data", self.data, "--cluster", name, "--node", "office"])
        try #require(run.status == 0, "\(run.errors)")
    }

    /// Runs a command on the data directory.
    @discardableResult
    func run(_ arguments: String..., input: String = "") async throws -> Program.Run {
        try await self.program.run(arguments + ["--data", self.data], input: input)
    }

    /// Adds a record and gives its id.
    func add(_ arguments: String...) async throws -> String {
        let run = try await self.program.run(["add"] + arguments + ["--json", "--data", self.data])
        try #require(run.status == 0, "\(run.errors)")
        return try #require(run.objects.first?["id"] as? String)
    }

    /// Runs a command that must end well.
    @discardableResult
    func succeed(_ arguments: String..., input: String = "") async throws -> Program.Run {
        let run = try await self.program.run(arguments + ["--data", self.data], input: input)
        try #require(run.status == 0, "\(arguments): \(run.errors)")
        return run
    }

    /// Has two offices trust each other.
    func befriend(_ other: Office) async throws {
        for (left, right) in [(self, other), (other, self)] {
            let card = try await left.succeed("card").output
            try await right.succeed("trust", "add", "-", "--yes", input: card)
        }
    }

    /// Runs a closure while the office answers; it gets the address.
    func answering<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let process = try self.program.process(["serve", "--listen", "127.0.0.1:0", "--data", self.data])
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        var line: [UInt8] = []
        while line.last != UInt8(ascii: "\n") {
            let byte = try #require(try pipe.fileHandleForReading.read(upToCount: 1)?.first)
            line.append(byte)
        }
        let text = String(decoding: line, as: UTF8.self)
        let address = try #require(text.split(separator: " ").last?.dropLast(2))
        return try await body(String(address))
    }
}
