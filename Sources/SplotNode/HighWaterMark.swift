import Foundation
import SplotMerge

/// How much of its own log a node has ever shown to others (Protocol.md §9).
///
/// The classic death of an append-only log is a backup that is restored: the node would write other entries at
/// positions that its peers hold already. So the mark is made durable before a checkpoint leaves the machine, and is
/// never part of a backup. Below its mark a node reads but does not write, until peers have given back the rest.
struct HighWaterMark: Sendable {
    let url: URL

    /// The size of the log that was shown; 0 when nothing ever was.
    func size(of log: LogID) throws -> UInt64 {
        guard FileManager.default.fileExists(atPath: self.url.path) else { return 0 }
        let words = try DataDirectory.read(self.url).split(separator: " ")
        guard words.count == 2, let size = UInt64(words[1].trimmingCharacters(in: .newlines)) else {
            throw NodeError(.damaged, "\(self.url.path) is damaged: sync with a peer that has this log, then delete it")
        }
        return words[0] == log.description ? size : 0
    }

    /// Makes a larger size durable before it is shown.
    func raise(to size: UInt64, of log: LogID) throws {
        guard try self.size(of: log) < size else { return }
        try DataDirectory.write("\(log) \(size)\n", to: self.url)
    }
}
