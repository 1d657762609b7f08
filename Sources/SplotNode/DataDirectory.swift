import Foundation

/// The files of one node.
struct DataDirectory: Sendable {
    let url: URL

    /// The database: logs and merged state.
    var database: URL { self.url.appending(path: "splot.sqlite") }
    /// The key that signs this node's log and opens its TLS sessions.
    var nodeKey: URL { self.url.appending(path: "node.key") }
    /// The key that opens the bundles which are encrypted to this node.
    ///
    /// It may be part of a backup: it signs nothing, and without it bundles made before cannot be read.
    var bundleKey: URL { self.url.appending(path: "bundle.key") }
    /// The key that signs the cluster's statements; belongs offline once the node is set up.
    var clusterKey: URL { self.url.appending(path: "cluster.key") }
    /// The key that replaces a stolen cluster key; belongs in a safe.
    var recoveryKey: URL { self.url.appending(path: "recovery.key") }
    /// How much of this node's log was ever shown to others.
    ///
    /// Never part of a backup.
    var highWaterMark: URL { self.url.appending(path: "high-water") }
    /// Held while a sync runs.
    var syncLock: URL { self.url.appending(path: "sync.lock") }

    init(_ path: String) { self.url = URL(filePath: path, directoryHint: .isDirectory) }

    /// Whether a node lives here.
    var hasNode: Bool { FileManager.default.fileExists(atPath: self.database.path) }

    /// Writes a file whole or not at all, readable by its owner only.
    static func write(_ text: String, to url: URL, isDurable: Bool = true) throws {
        let temporary = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).new")
        try? FileManager.default.removeItem(at: temporary)
        let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.error("cannot write", url) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else {
                close(descriptor)
                throw Self.error("cannot write", url)
            }
            bytes = bytes.dropFirst(written)
        }
        // The name must not point to the new file before its bytes are on the disk.
        let isSynced = !isDurable || fsync(descriptor) == 0
        close(descriptor)
        guard isSynced, rename(temporary.path, url.path) == 0 else { throw Self.error("cannot write", url) }
        if isDurable { Self.syncDirectory(url.deletingLastPathComponent()) }
    }

    /// Reads a small text file.
    static func read(_ url: URL) throws -> String {
        guard let data = try? Data(contentsOf: url), data.count <= 1 << 16,
            let text = String(data: data, encoding: .utf8)
        else { throw Self.error("cannot read", url) }
        return text
    }

    private static func syncDirectory(_ url: URL) {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }

    private static func error(_ what: String, _ url: URL) -> NodeError {
        NodeError(.file, "\(what) \(url.path): \(String(cString: strerror(errno))). Check the permissions")
    }
}
