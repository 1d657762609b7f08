import Foundation
import Synchronization

/// A file that is written piece by piece, and is there whole or not at all.
///
/// Until it is finished it has another name beside, which begins with a dot.
final class NewFile: Sendable {
    private let path: String
    private let temporary: String
    private let mayReplace: Bool
    private let descriptor: Mutex<Int32?>

    /// Whether the bytes go to standard output.
    var isStandardOutput: Bool { self.path == "-" }

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: Its name, or `-` for standard output.
    ///   - mayReplace: Whether another file of that name may go.
    /// - Throws: ``CommandError`` `cannotCreate` when there is one and it may not go, or nothing can be made there;
    ///   `usage` when the bytes would go to a terminal.
    init(_ path: String, mayReplace: Bool) throws {
        self.path = path
        self.mayReplace = mayReplace
        guard path != "-" else {
            guard !Output.standard.isTerminal else {
                throw CommandError(.usage, "a bundle is nothing for a terminal: name a file, or redirect the output")
            }
            self.temporary = ""
            self.descriptor = Mutex(STDOUT_FILENO)
            return
        }
        let url = URL(filePath: path)
        let (directory, name) = (url.deletingLastPathComponent(), url.lastPathComponent)
        let prefix = ".\(name).part-"
        self.temporary = directory.appending(path: "\(prefix)\(getpid())").path
        try Self.checkAbsence(of: path, mayReplace: mayReplace)
        Self.removeLeftovers(prefix, in: directory)
        let descriptor = open(self.temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.error("make", path, errno) }
        self.descriptor = Mutex(descriptor)
    }

    /// Writes what comes next.
    func write(_ bytes: [UInt8]) throws {
        try self.descriptor.withLock { descriptor in
            guard let descriptor else { return }
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno != EINTR {
                    throw Self.error("write", self.path, errno)
                }
            }
        }
    }

    /// Makes the file durable and gives it its name.
    func finish() throws {
        guard !self.isStandardOutput else { return }
        try self.descriptor.withLock { descriptor in
            guard let open = descriptor else { return }
            // The name must not point to the file before its bytes are on the disk: sticks are pulled out early.
            let isSynced = fsync(open) == 0
            let number = errno
            close(open)
            descriptor = nil
            guard isSynced else { throw Self.error("write", self.path, number) }
            try Self.checkAbsence(of: self.path, mayReplace: self.mayReplace)
            guard rename(self.temporary, self.path) == 0 else { throw Self.error("write", self.path, errno) }
        }
        let directory = open(URL(filePath: self.path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard directory >= 0 else { return }
        _ = fsync(directory)
        close(directory)
    }

    /// Takes away what was written, unless it is finished.
    func discard() {
        guard !self.isStandardOutput else { return }
        self.descriptor.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
        unlink(self.temporary)
    }

    private static func checkAbsence(of path: String, mayReplace: Bool) throws {
        guard !mayReplace, access(path, F_OK) == 0 else { return }
        throw CommandError(.cannotCreate, "\(path) is there already: choose another name, or say --force")
    }

    /// Removes what was left behind by processes that were killed: the names end in the number of their process.
    private static func removeLeftovers(_ prefix: String, in directory: URL) {
        let names = try? FileManager.default.contentsOfDirectory(atPath: directory.path)
        for name in names ?? [] where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count)), process > 0,
                process == getpid() || (kill(process, 0) != 0 && errno == ESRCH)
            else { continue }
            unlink(directory.appending(path: name).path)
        }
    }

    private static func error(_ what: String, _ path: String, _ number: Int32) -> CommandError {
        let status: ExitStatus =
            switch number {
            case ENOENT, ENOTDIR, EISDIR, EROFS: .cannotCreate
            case EACCES, EPERM: .noPermission
            default: .inputOutput
            }
        let name = path == "-" ? "the output" : path
        return CommandError(status, "cannot \(what) \(name): \(String(cString: strerror(number)))")
    }
}
