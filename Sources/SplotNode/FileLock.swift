import Foundation

/// A file that one holder at a time has locked, among all processes and all tasks of this one.
///
/// The system lets go of it when the process ends, however it ends.
final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Parameters:
    ///   - url: The file; it is made when it is missing.
    ///   - isWaiting: Whether to wait while another holds it. Only for what is done in an instant.
    /// - Throws: ``NodeError`` `busy` when another holds it and this does not wait, `file` when it cannot be opened.
    init(_ url: URL, isWaiting: Bool) throws {
        let descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw NodeError(.file, "cannot write \(url.path): \(String(cString: strerror(errno)))")
        }
        // A lock belongs to a descriptor, and each holder has its own.
        while flock(descriptor, isWaiting ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            close(descriptor)
            throw NodeError(.busy, "another sync is running on this data directory: wait until it has finished")
        }
        self.descriptor = descriptor
    }

    deinit { close(self.descriptor) }
}
