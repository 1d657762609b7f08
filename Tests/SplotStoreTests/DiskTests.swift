import Foundation
import SplotStore
import Synchronization
import Testing

/// Writes that fail: not written, and written but reported failed.
struct DiskTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "splot-disk-\(UUID().uuidString)").path

    private func remove() {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: self.path + suffix) }
    }

    /// A disk that fails from the moment on that it is told to.
    private final class Disk: Sendable {
        let failsBefore = Mutex(false)
        let failsAfter = Mutex(false)

        var storeDisk: StoreDisk {
            StoreDisk(
                isDurable: false,
                faults: StoreDisk.Faults(
                    beforeWrite: { _ in if self.failsBefore.withLock({ $0 }) { throw CancellationError() } },
                    afterWrite: { _ in if self.failsAfter.withLock({ $0 }) { throw CancellationError() } }
                )
            )
        }
    }

    @Test func whatIsNotWrittenLeavesNothing() async throws {
        defer { self.remove() }
        let disk = Disk()
        let store = try Store.open(path: self.path, mayCreate: true, disk: disk.storeDisk)
        try await store.write { try $0.set("a", to: [1]) }
        disk.failsBefore.withLock { $0 = true }
        await #expect(throws: CancellationError.self) { try await store.write { try $0.set("a", to: [2]) } }
        #expect(try await store.read { try $0.setting("a") } == [1])
        disk.failsBefore.withLock { $0 = false }
        try await store.write { try $0.set("a", to: [3]) }
        #expect(try await store.read { try $0.setting("a") } == [3])
    }

    @Test func whatIsWrittenAndReportedFailedIsThere() async throws {
        defer { self.remove() }
        let disk = Disk()
        let store = try Store.open(path: self.path, mayCreate: true, disk: disk.storeDisk)
        disk.failsAfter.withLock { $0 = true }
        await #expect(throws: CancellationError.self) { try await store.write { try $0.set("a", to: [2]) } }
        #expect(try await store.read { try $0.setting("a") } == [2])
    }

    @Test func aReadIsNotAskedFor() async throws {
        defer { self.remove() }
        let disk = Disk()
        let store = try Store.open(path: self.path, mayCreate: true, disk: disk.storeDisk)
        disk.failsBefore.withLock { $0 = true }
        disk.failsAfter.withLock { $0 = true }
        #expect(try await store.read { try $0.setting("a") } == nil)
    }
}
