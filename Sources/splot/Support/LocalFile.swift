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
        let file = try OpenFile(path)
        var bytes: [UInt8] = []
        while true {
            let piece = try file.read()
            if piece.isEmpty { return bytes }
            bytes += piece
            guard bytes.count <= limit else {
                throw CommandError(.data, "\(path) is larger than \(limit >> 20) MiB: give a smaller file")
            }
        }
    }

    /// What the system says about a file that cannot be read.
    static func error(_ path: String, _ number: Int32) -> CommandError {
        let status: ExitStatus =
            switch number {
            case ENOENT, EISDIR, ENOTDIR: .noInput
            case EACCES, EPERM: .noPermission
            default: .inputOutput
            }
        return CommandError(status, "cannot read \(path): \(String(cString: strerror(number)))")
    }
}
