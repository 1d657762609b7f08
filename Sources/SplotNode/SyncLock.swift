import Foundation

/// Held while a sync runs, so that a cron job that comes too early leaves the field to the one before.
///
/// The system lets go of it when the process ends, however it ends.
final class SyncLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: ``NodeError`` `busy` when another process holds it, or another task of this one.
    init(_ url: URL) throws {
        let descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw NodeError(.file, "cannot write \(url.path): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw NodeError(.busy, "another sync is running on this data directory: wait until it has finished")
        }
        self.descriptor = descriptor
    }

    deinit { close(self.descriptor) }
}
