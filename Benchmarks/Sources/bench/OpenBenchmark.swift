import Foundation
import SplotNode

/// Opening a node, as every command does first.
struct OpenBenchmark {
    /// A data directory that `bench load` has made.
    let directory: String

    func run() async throws -> Measured {
        var seconds: [Double] = []
        for _ in 0..<21 {
            seconds.append(
                try await ContinuousClock.awaitedSeconds { _ = try await Node.open(at: self.directory) }
            )
        }
        var measured = Measured()
        measured.add("open", seconds.sorted()[10] * 1_000, "ms")
        return measured
    }
}
