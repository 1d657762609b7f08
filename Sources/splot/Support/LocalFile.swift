import Foundation

/// Reads a file that was named on the command line.
enum LocalFile {
    /// Reads the whole file.
    ///
    /// - Parameters:
    ///   - path: The file, or `-` for standard input.
    ///   - limit: The most bytes it may have.
    /// - Returns: Its bytes.
    /// - Throws: ``CommandError`` with what the system says.
    static func read(_ path: String, limit: Int) throws -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.error(path, errno) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.error(path, errno)
            }
            bytes += piece[..<count]
            guard bytes.count <= limit else {
                throw CommandError(.data, "\(path) is larger than \(limit >> 20) MiB: give a smaller file")
            }
        }
    }

    private static func error(_ path: String, _ number: Int32) -> CommandError {
        let status: ExitStatus =
            switch number {
            case ENOENT, EISDIR, ENOTDIR: .noInput
            case EACCES, EPERM: .noPermission
            default: .inputOutput
            }
        return CommandError(status, "cannot read \(path): \(String(cString: strerror(number)))")
    }
}
