import Logging
import SplotLog
import SplotSync
import SplotTesting
import SplotTransport

/// A listener on a free port of this machine, for as long as a test runs.
struct Network {
    let port: Int
    private let reports: AsyncStream<SyncReport>

    /// Runs a listener beside a test body, and stops it.
    static func with(
        _ replica: FakeReplica,
        limits: TransportLimits = TransportLimits(),
        _ body: (Network) async throws -> Void
    ) async throws {
        let listener = try Listener(
            host: "127.0.0.1",
            port: 0,
            key: replica.key,
            replica: replica,
            limits: limits,
            logger: .silent
        )
        let (ports, portFound) = AsyncStream.makeStream(of: Int.self)
        let (reports, reported) = AsyncStream.makeStream(of: SyncReport.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { portFound.finish() }
                try await listener.run(onBound: { portFound.yield($0) }, onResult: { reported.yield($0.report) })
            }
            for await port in ports {
                try await body(Network(port: port, reports: reports))
                break
            }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// The next session that the listener finished.
    func nextReport() async -> SyncReport? {
        for await report in self.reports { return report }
        return nil
    }

    /// Calls the listener.
    func sync(_ replica: FakeReplica) async throws -> SyncReport {
        try await Dialer(key: replica.key, replica: replica, logger: .silent).sync(host: "127.0.0.1", port: self.port)
    }
}

extension Logger {
    /// Logs nothing.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

/// Two nodes of two clusters that trust each other.
func friends() async throws -> (FakeReplica, FakeReplica) {
    let first = try FakeReplica(name: "first.example", seed: 11)
    let second = try FakeReplica(name: "second.example", seed: 12)
    await first.trust(second.chain)
    await second.trust(first.chain)
    return (first, second)
}
