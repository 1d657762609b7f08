import Foundation

/// A directory that goes when the test has ended.
final class Scratch {
    private let url: URL
    private var count = 0

    init() throws {
        let manager = FileManager.default
        self.url = manager.temporaryDirectory.appending(path: "splot-command-\(UUID().uuidString)")
        try manager.createDirectory(at: self.url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: self.url) }

    /// A path in the directory.
    func path(_ name: String) -> String { self.url.appending(path: name).path }

    /// A new file with some text.
    func file(_ text: String = "") throws -> URL {
        self.count += 1
        let url = self.url.appending(path: "file-\(self.count)")
        try Data(text.utf8).write(to: url)
        return url
    }

    /// A new file with some bytes.
    func file(bytes: [UInt8]) throws -> String {
        let url = try self.file()
        try Data(bytes).write(to: url)
        return url.path
    }
}
