import Foundation

/// A file that was named on the command line, read piece by piece.
final class OpenFile: Sendable {
    private static let pieceSize = 1 << 16

    private let path: String
    private let descriptor: Int32

    /// How many bytes the file has; `nil` for standard input and whatever else has no length.
    let size: UInt64?

    /// Opens a file.
    ///
    /// - Parameter path: The file, or `-` for standard input.
    /// - Throws: ``CommandError`` with what the system says.
    init(_ path: String) throws {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LocalFile.error(path, errno) }
        self.path = path
        self.descriptor = descriptor
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        self.size = isRegular ? UInt64(max(0, status.st_size)) : nil
    }

    deinit { if self.descriptor != STDIN_FILENO { close(self.descriptor) } }

    /// Reads the next bytes, as many as there are at hand; none at the end.
    func read() throws -> [UInt8] {
        while true {
            var count = 0
            let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, initialized in
                count = Foundation.read(self.descriptor, buffer.baseAddress, buffer.count)
                initialized = max(0, count)
            }
            if count >= 0 { return piece }
            guard errno == EINTR else { throw LocalFile.error(self.path, errno) }
        }
    }
}
