import Foundation

/// The built program, found beside the test bundle.
struct Program {
    /// How a run went.
    struct Run {
        var status: Int32
        var output: String
        var errors: String

        /// The lines of standard output.
        var lines: [String] { self.output.split(separator: "\n").map(String.init) }

        /// Standard output as one JSON value for each line.
        var objects: [[String: Any]] {
            get throws {
                try self.lines.map { line in
                    let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
                    return try Self.object(value)
                }
            }
        }

        private static func object(_ value: Any) throws -> [String: Any] {
            guard let object = value as? [String: Any] else { throw NotAnObject() }
            return object
        }

        private struct NotAnObject: Error {}
    }

    /// The directory for what the runs leave behind.
    let scratch: Scratch

    static var url: URL {
        let bundle = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
        return bundle.deletingLastPathComponent().appending(path: "splot")
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: What stands after the program's name.
    ///   - input: What it reads from standard input.
    ///   - environment: Variables beside the few that are always set.
    ///   - standardOutput: Where its output goes instead of into the result.
    /// - Returns: How it went.
    /// - Throws: When it cannot be started.
    func run(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:],
        standardOutput: Any? = nil
    ) async throws -> Run {
        let process = try self.process(arguments, environment: environment)
        let files = try (self.scratch.file(), self.scratch.file(), self.scratch.file(input))
        process.standardOutput = try standardOutput ?? FileHandle(forWritingTo: files.0)
        process.standardError = try FileHandle(forWritingTo: files.1)
        process.standardInput = try FileHandle(forReadingFrom: files.2)
        try await Turnstile.shared.pass { try await process.runToEnd() }
        return Run(
            status: process.terminationStatus,
            output: try String(contentsOf: files.0, encoding: .utf8),
            errors: try String(contentsOf: files.1, encoding: .utf8)
        )
    }

    /// The program, ready to be started.
    func process(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
        let process = Process()
        process.executableURL = Self.url
        process.arguments = arguments
        let home = self.scratch.path("home")
        process.environment = ["HOME": home, "COLUMNS": "80"].merging(environment) { $1 }
        return process
    }
}

extension Process {
    /// Starts the process and waits for its end without holding a thread, which other tests need.
    func runToEnd() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            self.terminationHandler = { _ in continuation.resume() }
            do {
                try self.run()
            } catch {
                self.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}
