import Foundation
import SplotLog
import SplotMerge
import SplotNode

/// Whom a bundle is for, as named on the command line.
enum BundleReceiver {
    /// The cluster that a card introduces.
    case card(Card)
    /// A trusted cluster.
    case cluster(ClusterID)

    /// Reads a card, or looks for a trusted cluster when there is no such file.
    init(_ text: String, for node: Node) async throws {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: text, isDirectory: &isDirectory), !isDirectory.boolValue {
            let bytes = try LocalFile.read(text, limit: Card.maximumBytes)
            self = .card(try Card(text: String(decoding: bytes, as: UTF8.self)))
            return
        }
        do {
            self = .cluster(try await node.trustedCluster(text).id)
        } catch let error as NodeError where error.code == .notFound {
            throw CommandError(.noInput, "there is no file of that name, and \(error.message)")
        }
    }

    /// Writes the bundle.
    func export(
        from node: Node,
        start: BundleStart,
        progress: @escaping @Sendable (UInt64, UInt64) -> Void,
        write: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws -> BundleExport {
        switch self {
        case .card(let card): try await node.exportBundle(for: card, from: start, progress: progress, write: write)
        case .cluster(let id): try await node.exportBundle(for: id, from: start, progress: progress, write: write)
        }
    }
}
