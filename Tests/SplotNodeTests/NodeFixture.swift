import Foundation
import Logging
import SplotDirectory
import SplotMerge
import SplotNode
import SplotSync
import SplotTesting
import Testing

/// A data directory that is gone when the test is over.
final class TemporaryDirectory: Sendable {
    let url: URL

    init() throws {
        self.url = FileManager.default.temporaryDirectory.appending(path: "splot-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: self.url) }

    func path(_ name: String) -> String { self.url.appending(path: name).path }
}

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

extension Node {
    static func make(
        _ name: String,
        in directory: TemporaryDirectory,
        seed: UInt64,
        clock: SteppedWallClock = SteppedWallClock()
    ) async throws -> Node {
        try await Node.create(
            at: directory.path(name),
            cluster: "Klaster \(name)",
            node: name,
            environment: .seeded(seed, clock: clock)
        )
    }

    /// Lets clusters trust each other, every one every other.
    static func introduce(_ nodes: [Node]) async throws {
        for node in nodes {
            for other in nodes where other.cluster != node.cluster { try await node.trust(try await other.card()) }
        }
    }

    /// The root of the node's own log at a size that it holds.
    func ownRoot(at size: UInt64) async throws -> Bytes32 {
        try #require(try await self.replica.root(of: self.log, at: size))
    }

    func digest() async throws -> String { try await self.status().directoryDigest.hex }

    /// Listens on loopback while the closure runs.
    func serving<Result: Sendable>(_ body: (_ address: String) async throws -> Result) async throws -> Result {
        let (addresses, continuation) = AsyncStream.makeStream(of: PeerAddress.self)
        let address = try PeerAddress("127.0.0.1:0")
        let server = Task { try await self.serve(on: address, logger: silent) { continuation.yield($0) } }
        defer { server.cancel() }
        for await bound in addresses {
            let result = try await body(bound.description)
            server.cancel()
            _ = await server.result
            return result
        }
        throw CancellationError()
    }

    /// Syncs once over TLS on loopback.
    @discardableResult
    func sync(with other: Node) async throws -> SyncResult {
        try await other.serving { address in
            let results = try await self.sync(with: [address], logger: silent)
            return results[0]
        }
    }
}

func set(_ path: String, _ text: String) -> Assignment { Assignment(path: path, text: text) }
