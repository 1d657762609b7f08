import Foundation
import SplotLog
import SplotNode
import SplotStore

/// Federations that were founded once in this process: founding takes longer than much of what follows.
actor FoundedFederation {
    static let shared = FoundedFederation()

    private struct Kind: Hashable {
        var count: Int
        var variant: UInt64
    }

    private var founded: [Kind: Task<[DirectoryImage], any Error>] = [:]

    /// Clusters of one node each, which all trust each other and have not met yet.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - variant: Another number gives other keys.
    /// - Returns: The data directory of each.
    /// - Throws: What making a node throws.
    func images(count: Int, variant: UInt64) async throws -> [DirectoryImage] {
        let kind = Kind(count: count, variant: variant)
        if let task = self.founded[kind] { return try await task.value }
        let task = Task { try await Self.found(kind) }
        self.founded[kind] = task
        return try await task.value
    }

    private static func found(_ kind: Kind) async throws -> [DirectoryImage] {
        let directory = try SimulationDirectory()
        var nodes: [Node] = []
        for index in 0..<kind.count {
            var environment = NodeEnvironment.seeded(kind.variant &* 1_000 &+ UInt64(index))
            environment.disk = .scratch
            nodes.append(
                try await Node.create(
                    at: directory.url.appending(path: "\(index)").path,
                    cluster: "Klaster \(index)",
                    node: "n\(index)",
                    environment: environment
                )
            )
        }
        for node in nodes {
            for other in nodes where other.cluster != node.cluster { try await node.trust(try await other.card()) }
        }
        return try nodes.map { try DirectoryImage(of: $0.path) }
    }
}

/// A directory for a simulation's nodes, which goes when the simulation does.
final class SimulationDirectory: Sendable {
    let url: URL

    /// Makes one.
    init() throws {
        self.url = FileManager.default.temporaryDirectory.appending(path: "splot-simulation-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: self.url) }
}
