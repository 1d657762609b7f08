import Foundation
public import SplotDirectory
import SplotLog
public import SplotMerge
import SplotStore

/// One installation: a cluster's log, the logs of the clusters it trusts, and the directory they add up to.
///
/// A node is opened on a data directory. Other processes may have the same directory open; nothing is kept in memory
/// that they could change.
///
/// ```swift
/// let node = try await Node.create(at: "/var/lib/splot", cluster: "PIKMED", node: "office")
/// try await node.add("organisation", [Assignment(path: "name.pl", text: "Szpital Miejski")])
/// ```
public final class Node: Sendable {
    /// The node's cluster.
    public let cluster: ClusterID
    /// The log that this node writes.
    public let log: LogID
    /// The kinds and fields that writing is checked against.
    public let schema: Schema

    let directory: DataDirectory
    let store: Store
    let environment: NodeEnvironment
    let key: SigningKey
    let highWaterMark: HighWaterMark

    private init(
        directory: DataDirectory,
        store: Store,
        key: SigningKey,
        identity: (cluster: ClusterID, log: LogID),
        environment: NodeEnvironment,
        schema: Schema
    ) {
        self.directory = directory
        self.store = store
        self.key = key
        self.cluster = identity.cluster
        self.log = identity.log
        self.environment = environment
        self.schema = schema
        self.highWaterMark = HighWaterMark(url: directory.highWaterMark, disk: environment.disk)
    }

    /// The directory that the node lives in.
    public var path: String { self.directory.url.path }

    /// Opens the node that lives in a directory.
    ///
    /// - Parameters:
    ///   - path: The data directory.
    ///   - environment: Clock and chance; the machine's unless a test says otherwise.
    /// - Returns: The node whose key and logs the directory holds.
    /// - Throws: ``NodeError`` `noNode` when there is none, `damaged` when its files are.
    public static func open(at path: String, environment: NodeEnvironment = .system) async throws -> Node {
        let directory = DataDirectory(path)
        guard directory.hasNode else {
            throw NodeError(.noNode, "there is no node in \(path): `splot init --cluster NAME --node NAME` makes one")
        }
        let store = try Store.open(path: directory.database.path, mayCreate: false, disk: environment.disk)
        try await store.refreshIfOlder(schema: .standard, isMerging: environment.isMerging)
        let identity = try await store.read { reader -> (ClusterID, LogID)? in
            guard let cluster = try reader.setting(Setting.cluster).flatMap({ Bytes32($0) }),
                let log = try reader.setting(Setting.log).flatMap({ Bytes32($0) })
            else { return nil }
            return (ClusterID(cluster), LogID(log))
        }
        guard let identity else {
            throw NodeError(.damaged, "\(directory.database.path) does not say whose it is: restore it from a backup")
        }
        return Node(
            directory: directory,
            store: store,
            key: try KeyFile.read(directory.nodeKey),
            identity: identity,
            environment: environment,
            schema: .standard
        )
    }

    /// Founds a cluster and makes its first node.
    ///
    /// Everything is made in a directory beside and moved into place at the end, so that there is a node or none.
    ///
    /// - Parameters:
    ///   - path: The data directory; it must not exist, or be empty.
    ///   - cluster: What people call the cluster.
    ///   - node: What people call the node.
    ///   - language: The BCP 47 tag of the language that the cluster's name is in.
    ///   - environment: Clock and chance; the machine's unless a test says otherwise.
    /// - Returns: The new node, opened.
    /// - Throws: ``NodeError`` `exists` when something is in the directory.
    public static func create(
        at path: String,
        cluster: String,
        node: String,
        language: String = "pl",
        environment: NodeEnvironment = .system
    ) async throws -> Node {
        let directory = DataDirectory(path)
        let manager = FileManager.default
        let present = (try? manager.contentsOfDirectory(atPath: directory.url.path)) ?? []
        guard present.isEmpty else {
            throw NodeError(
                .exists,
                directory.hasNode
                    ? "there is a node in \(path) already: it is left as it is"
                    : "\(path) is not empty: choose another directory with --data"
            )
        }
        let nonce = environment.withRandomness { generator in generator.next() }
        let parent = directory.url.deletingLastPathComponent()
        let name = ".\(directory.url.lastPathComponent).init-\(String(nonce, radix: 36))"
        let draft = DataDirectory(parent.appending(path: name).path)
        do {
            try manager.createDirectory(
                at: draft.url,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw NodeError(.file, "cannot make a directory in \(parent.path): check its permissions")
        }
        do {
            let founding = try Founding(cluster: cluster, node: node, language: language, environment: environment)
            try await founding.write(to: draft)
            guard rename(draft.url.path, directory.url.path) == 0 else {
                throw NodeError(.file, "cannot write to \(path): \(String(cString: strerror(errno)))")
            }
        } catch {
            try? manager.removeItem(at: draft.url)
            throw error
        }
        return try await Node.open(at: path, environment: environment)
    }

    /// The names of what the store keeps about this node.
    enum Setting {
        static let cluster = "cluster"
        static let log = "log"
        /// Which way of working out the merged state made what is kept.
        static let derivation = "derivation"
    }
}
