import SplotBundle
import SplotLog
import SplotMerge
import SplotNode
import SplotSync
import SplotTesting
import Synchronization

extension Node {
    /// Makes a bundle for another node's cluster.
    func bundle(
        for other: Node,
        from start: BundleStart = .acknowledged
    ) async throws -> (file: [UInt8], export: BundleExport) {
        let file = Gathered()
        let export = try await self.exportBundle(for: other.cluster, from: start) { file.append($0) }
        return (file.bytes, export)
    }

    /// Imports a bundle, in pieces of some size.
    @discardableResult
    func take(_ file: [UInt8], pieces: Int = 65_536, isRehearsal: Bool = false) async throws -> BundleImport {
        let rest = Mutex(file[...])
        return try await self.importBundle(isRehearsal: isRehearsal) {
            rest.withLock { rest in
                defer { rest = rest.dropFirst(pieces) }
                return Array(rest.prefix(pieces))
            }
        }
    }

    /// Takes a bundle and acknowledges it.
    func acknowledging(_ file: [UInt8]) async throws -> Acknowledgement {
        let result = try await self.take(file)
        return try Acknowledgement(text: await self.acknowledgement(of: result.listed).text)
    }

    /// Seals frames for this node as nobody honest would.
    func sealed(_ frames: [Frame]) async throws -> [UInt8] {
        var generator = SeededGenerator(seed: 1)
        let recipients = SealedFile.Recipient.nodes(of: try await self.card().chain)
        var writer = try SealedFile.Writer(for: recipients, using: &generator)
        var file = writer.head
        for frame in frames { file += try writer.append(frame.raw.bytes) }
        return file + (try writer.finish())
    }

    /// This node's cluster, as a listing for another tells of it.
    func holding(for other: Node) async throws -> Holding {
        let peer = Peer(cluster: other.cluster, key: other.publicKey)
        let inventory = try await self.replica.inventory(for: peer)
        let cluster = inventory.clusters.first { $0.id == self.cluster }
        return Holding(cluster: self.cluster, chain: cluster?.chain, logs: cluster?.logs)
    }
}

/// Bytes that are handed over piece by piece.
final class Gathered: Sendable {
    private let gathered = Mutex<[UInt8]>([])

    var bytes: [UInt8] { self.gathered.withLock { $0 } }

    func append(_ bytes: [UInt8]) { self.gathered.withLock { $0 += bytes } }
}
