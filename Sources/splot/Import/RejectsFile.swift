import Foundation
import SplotInterchange
import SplotOffice

/// The file that invalid rows go to.
///
/// It is begun before the import writes, so that a directory that cannot be written to stops it, and gets its name
/// afterwards: the file that is imported may be the one it replaces.
final class RejectsFile {
    private let path: String
    private var file: NewFile?
    private var bytes: [UInt8] = []

    /// Checks that nothing else is in the way.
    ///
    /// - Throws: ``CommandError`` `cannotCreate` when there is a file of this name that an import did not make.
    init(_ path: String) throws {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else { return }
        let isRejects = try RejectedRows.isFile(LocalFile.read(path, limit: ImportFile.maximumBytes))
        guard isRejects else {
            throw CommandError(
                .cannotCreate,
                "\(path) is there already, and it is no list of rejected rows: choose another name for --rejects"
            )
        }
    }

    /// Begins the file; does nothing when no row was rejected.
    func begin(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        self.bytes = bytes
        self.file = try NewFile(self.path, mayReplace: true)
    }

    /// Writes the file.
    ///
    /// - Returns: Its name, or `nil` when no row was rejected.
    func finish() throws -> String? {
        guard let file = self.file else { return nil }
        try file.write(self.bytes)
        try file.finish()
        return self.path
    }

    /// Takes away what was begun.
    func discard() { self.file?.discard() }
}
