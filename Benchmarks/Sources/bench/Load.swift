import Foundation
import SplotNode
import SplotTesting

/// Makes two data directories from a file of events: a node that holds the log of every author, verified and merged, and
/// an empty one beside it that trusts all of them.
enum Load {
    /// Makes the directories, or adds to the first.
    ///
    /// - Parameters:
    ///   - file: One event a line, as `Peers/workload.py` writes it.
    ///   - directory: The data directory; made when it is not there, and with it one called the same and `.empty`.
    ///   - more: A file of events that come after those of the first, if the directory is to hold these as well.
    /// - Throws: What reading the files and making the nodes throws.
    static func run(file: String, directory: String, more: String?) async throws {
        let empty = directory + ".empty"
        let isNew = !FileManager.default.fileExists(atPath: directory)
        let node = try await Self.node(at: directory, name: "source", isNew: isNew)
        let other = try await Self.node(at: empty, name: "empty", isNew: isNew)
        var workload = FederationWorkload(readers: [node, other])
        try workload.write(file: file)
        if let more { try workload.write(file: more) }
        if isNew {
            try await node.trust(other.card())
            try await other.trust(node.card())
            try await workload.introduce(to: node)
            try await workload.introduce(to: other)
        }
        let total = workload.entryCount
        try await workload.bring(to: node) { count in
            FileHandle.standardError.write(Data("\r\(count) of \(total) entries".utf8))
        }
        FileHandle.standardError.write(Data("\n".utf8))
    }

    private static func node(at path: String, name: String, isNew: Bool) async throws -> Node {
        isNew ? try await Node.create(at: path, cluster: "Klaster", node: name) : try await Node.open(at: path)
    }
}
