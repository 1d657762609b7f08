import Foundation
import SplotBundle
import SplotLog
import SplotNode
import Testing

/// The key that offline bundles for a node are encrypted to.
struct BundleKeyTests {
    let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    @Test func aNewNodesCardSaysHowToEncryptToIt() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 1)
        let chain = try Card(text: try await node.card().text).chain
        let key = try self.key(of: node)
        #expect(chain.receiving == [node.log: key.publicKey])
        #expect(SealedFile.Recipient.nodes(of: chain).count == 1)
        // It is none of the keys that sign.
        #expect(chain.key != key.publicKey && chain.admitted[node.log] != key.publicKey)
    }

    @Test func theKeyFileIsForItsOwnerOnlyAndForOpenssl() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 2)
        let path = node.path + "/bundle.key"
        let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.first == "-----BEGIN PRIVATE KEY-----")
        #expect(lines.last == "-----END PRIVATE KEY-----")
        // RFC 8410 §3 and §7: version 0, 1.3.101.110, the key in two octet strings.
        #expect(lines[1].hasPrefix("MC4CAQAwBQYDK2VuBCIEI"))
    }

    @Test func theKeyComesFromTheNodesSourceOfChance() async throws {
        var keys: [[UInt8]] = []
        for (name, seed) in [("a", 3 as UInt64), ("b", 3), ("c", 4)] {
            keys.append(try self.key(of: await Node.make(name, in: self.directory, seed: seed)).privateKey)
        }
        #expect(keys[0] == keys[1])
        #expect(keys[0] != keys[2])
    }

    @Test func aLostKeyIsReplacedAndStatedByTheCluster() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 5)
        let other = try await Node.make("b", in: self.directory, seed: 6)
        try await Node.introduce([node, other])
        let first = try self.key(of: node).publicKey
        let same = try await node.stateBundleKey()
        #expect(same.publicKey == first && !same.isDrawn && !same.isStated)
        let old = try await other.bundle(for: node).file
        try FileManager.default.removeItem(atPath: node.path + "/bundle.key")
        await #expect {
            try await node.take(old)
        } throws: { ($0 as? NodeError)?.code == .keyMissing }
        let replaced = try await node.stateBundleKey()
        #expect(replaced.isDrawn && replaced.isStated && replaced.publicKey != first)
        #expect(try self.key(of: node).publicKey == replaced.publicKey)
        #expect(try await node.card().chain.receiving[node.log] == replaced.publicKey)
        #expect(try await node.take(old).fault?.code == .notForUs)
        // The others learn of it from the card that the bundle is made for.
        let file = Gathered()
        _ = try await other.exportBundle(for: try await node.card()) { file.append($0) }
        #expect(try await node.take(file.bytes).isComplete)
        #expect(try await node.verify().findings.map(\.message) == [])
    }

    @Test func withoutTheClusterKeyNothingIsChanged() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 7)
        for name in ["bundle", "cluster"] {
            try FileManager.default.moveItem(
                atPath: node.path + "/\(name).key",
                toPath: self.directory.path("\(name).key")
            )
        }
        await #expect {
            try await node.stateBundleKey()
        } throws: { error in
            (error as? NodeError)?.code == .keyMissing && "\(error)".contains("offline")
        }
        #expect(!FileManager.default.fileExists(atPath: node.path + "/bundle.key"))
        // A key that the cluster has stated already needs no cluster key.
        try FileManager.default.moveItem(
            atPath: self.directory.path("bundle.key"),
            toPath: node.path + "/bundle.key"
        )
        #expect(try await !node.stateBundleKey().isStated)
    }

    /// Read without the code that writes it.
    private func key(of node: Node) throws -> BundleKey {
        let text = try String(contentsOfFile: node.path + "/bundle.key", encoding: .utf8)
        let body = text.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        return try BundleKey(privateKey: try #require(Data(base64Encoded: body)).suffix(32))
    }
}
