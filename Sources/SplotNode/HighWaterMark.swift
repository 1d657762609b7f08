package import Foundation
package import SplotMerge
package import SplotStore

/// How much of its own log a node has ever shown to others (Protocol.md §9).
///
/// The classic death of an append-only log is a backup that is restored: the node would write other entries at
/// positions that its peers hold already. So the mark is made durable before a checkpoint leaves the machine, and is
/// never part of a backup. Below its mark a node reads but does not write, until peers have given back the rest.
package struct HighWaterMark: Sendable {
    let url: URL
    private let disk: StoreDisk

    /// Reads and writes the mark in a file.
    package init(url: URL, disk: StoreDisk = .durable) {
        self.url = url
        self.disk = disk
    }

    /// The size of the log that was shown; 0 when nothing ever was.
    package func size(of log: LogID) throws -> UInt64 {
        guard FileManager.default.fileExists(atPath: self.url.path) else { return 0 }
        let words = try DataDirectory.read(self.url).split(separator: " ")
        guard words.count == 2, let size = UInt64(words[1].trimmingCharacters(in: .newlines)) else {
            throw NodeError(.damaged, "\(self.url.path) is damaged: sync with a peer that has this log, then delete it")
        }
        return words[0] == log.description ? size : 0
    }

    /// Makes a larger size durable before it is shown.
    ///
    /// Sessions of this process and other processes take turns, so that the mark never falls.
    package func raise(to size: UInt64, of log: LogID) throws {
        let lock = try FileLock(self.url.appendingPathExtension("lock"), isWaiting: true)
        defer { withExtendedLifetime(lock) {} }
        guard try self.size(of: log) < size else { return }
        try self.disk.writing(.file) {
            try DataDirectory.write("\(log) \(size)\n", to: self.url, isDurable: self.disk.isDurable)
        }
    }
}
