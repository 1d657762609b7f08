import Foundation

/// The files of a data directory at one moment, as they would be found after the machine stopped.
struct DirectoryImage: Sendable {
    /// The files by name: what a node keeps, and nothing that only serves running processes.
    var files: [String: Data]

    /// Where the database lies, and the log of what was written to it last.
    static let database = "splot.sqlite"
    static let writeAheadLog = "splot.sqlite-wal"

    /// Reads a directory; nobody may write to it meanwhile.
    init(of path: String) throws {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            guard !name.hasPrefix("."), !name.hasSuffix("-shm"), !name.hasSuffix(".lock") else { continue }
            files[name] = try Data(contentsOf: URL(filePath: path + "/" + name))
        }
        self.files = files
    }

    /// Makes a directory of it.
    func write(to path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, data) in self.files { try data.write(to: URL(filePath: path + "/" + name)) }
    }

    /// Takes the database of an older image, and leaves what no backup holds.
    mutating func restoreDatabase(of backup: DirectoryImage) {
        for name in [Self.database, Self.writeAheadLog] { self.files[name] = backup.files[name] }
    }
}
