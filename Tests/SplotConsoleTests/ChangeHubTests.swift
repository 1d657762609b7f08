import Synchronization
import Testing

@testable import SplotConsole

struct ChangeHubTests {
    /// A database that cannot be read for a while, and then has changed.
    @Test func whoListensHearsOfChangesAfterAFault() async throws {
        let calls = Mutex(0)
        let pauses = Mutex<[Duration]>([])
        var environment = ConsoleEnvironment.system
        environment.sleep = { duration in
            pauses.withLock { $0.append(duration) }
            await Task.yield()
        }
        let hub = ChangeHub(environment, silentLogger) {
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            return AsyncStream { continuation in
                // Three times nothing can be read; then there is one change, and it goes on.
                if call == 4 { continuation.yield() }
                if call < 4 { continuation.finish() }
            }
        }
        let listening = try #require(hub.listen())
        let running = Task { await hub.run() }
        var heard = 0
        for await _ in listening {
            heard += 1
            if calls.withLock({ $0 }) == 4 { break }
        }
        #expect(heard > 0)
        #expect(pauses.withLock { $0 } == [ChangeHub.pause, ChangeHub.pause, ChangeHub.pause])
        running.cancel()
        await running.value
        #expect(hub.listen() == nil)
    }
}
