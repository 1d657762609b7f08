import Foundation

/// A whole process, with what it has cost.
///
/// Foundation's `Process` takes tens of milliseconds to notice that one ended.
struct Child {
    private let process: pid_t
    private let output: String
    private let start = ContinuousClock.now

    /// What a process has cost.
    struct Cost {
        var output: Data
        var seconds: Double
        var processorSeconds: Double
        var peakMemory: Double
    }

    /// Starts the program that was built beside this one.
    init(_ program: String, _ arguments: [String]) throws {
        let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: program).path
        self.output = FileManager.default.temporaryDirectory.appending(path: "splot-bench-\(UUID().uuidString)").path
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, self.output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        guard posix_spawn(&process, path, &actions, nil, &words, environ) == 0 else {
            throw BenchmarkError(message: "cannot start \(path): build it first")
        }
        self.process = process
    }

    /// Asks the process to end.
    func terminate() { kill(self.process, SIGTERM) }

    /// What the process has printed so far.
    var printed: String { (try? String(contentsOfFile: self.output, encoding: .utf8)) ?? "" }

    /// Waits for the end of the process.
    @discardableResult
    func wait() throws -> Cost {
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(self.process, &status, 0, &usage) == self.process else {
            throw BenchmarkError(message: "cannot wait for a process")
        }
        let elapsed = (ContinuousClock.now - self.start) / .seconds(1)
        defer { try? FileManager.default.removeItem(atPath: self.output) }
        guard status == 0 || status == SIGTERM else {
            throw BenchmarkError(message: "a process has failed (\(status)): \(self.printed)")
        }
        return Cost(
            output: try Data(contentsOf: URL(filePath: self.output)),
            seconds: elapsed,
            processorSeconds: [usage.ru_utime, usage.ru_stime]
                .reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) * 1e-6 },
            peakMemory: Double(usage.ru_maxrss) / 1_024
        )
    }
}

/// What keeps a measurement from being made.
struct BenchmarkError: Error, CustomStringConvertible {
    let message: String
    var description: String { self.message }
}
