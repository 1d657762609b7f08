import SplotCBOR
import SplotLog
package import SplotMerge

/// What a node holds of all that it may exchange with one peer: for each cluster that both trust its statements, and
/// where both may read it, its logs.
///
/// Two nodes that hold the same have equal frontiers, and so equal ``digest``s. What two nodes agreed on is kept as a
/// frontier, so that the next time each need only say what has changed since.
package struct Frontier: Hashable, Sendable {
    /// A cluster in a frontier.
    package struct Cluster: Hashable, Sendable {
        /// Its name.
        package var id: ClusterID
        /// How far its statements are held.
        package var chain: ChainHead
        /// The logs that are held, or forked, by name in ascending order; `nil` when one side may not read them.
        package var logs: [Log]?

        /// Puts it together.
        package init(id: ClusterID, chain: ChainHead, logs: [Log]?) {
            self.id = id
            self.chain = chain
            self.logs = logs
        }
    }

    /// A log in a frontier.
    package struct Log: Hashable, Sendable {
        /// Its name.
        package var id: LogID
        /// How it stands; never absent.
        package var standing: Standing

        /// Puts it together.
        package init(id: LogID, standing: Standing) {
            self.id = id
            self.standing = standing
        }
    }

    /// The clusters, by name in ascending order.
    package private(set) var clusters: [Cluster]

    /// Puts a frontier together.
    ///
    /// - Parameter clusters: In ascending order, as are their logs.
    package init(clusters: [Cluster]) { self.clusters = clusters }

    /// SHA-256 over the frontier (Protocol.md §10.5).
    package var digest: Bytes32 { LeafHash.tagged(0x09, self.encoded) }

    /// The frontier as deterministic CBOR.
    package var encoded: [UInt8] {
        var writer = CBORWriter(capacity: 72 * self.clusters.count)
        writer.array(self.clusters.count)
        for cluster in self.clusters {
            writer.array(4)
            writer.byteString(cluster.id.hash.bytes)
            writer.unsigned(cluster.chain.count)
            writer.byteString(cluster.chain.last.bytes)
            guard let logs = cluster.logs else {
                writer.null()
                continue
            }
            writer.array(logs.count)
            for log in logs {
                switch log.standing {
                case .held(let size, let root):
                    writer.array(3)
                    writer.byteString(log.id.hash.bytes)
                    writer.unsigned(size)
                    writer.byteString(root.bytes)
                case .forked, .absent:
                    writer.array(1)
                    writer.byteString(log.id.hash.bytes)
                }
            }
        }
        return writer.bytes
    }

    /// Reads a frontier that this software has written; `nil` when the bytes are damaged: then the two sides start from
    /// everything they hold.
    ///
    /// - Parameter bytes: What ``encoded`` gave.
    package init?(encoded bytes: [UInt8]) {
        do {
            var reader = CBORReader(bytes)
            var clusters: [Cluster] = []
            for _ in 0..<(try reader.array()) {
                guard try reader.array() == 4 else { return nil }
                let id = ClusterID(try Self.hash(&reader))
                let count = try reader.unsigned()
                let chain = ChainHead(count: count, last: try Self.hash(&reader))
                let logs = reader.null() ? nil : try Self.logs(&reader)
                clusters.append(Cluster(id: id, chain: chain, logs: logs))
            }
            try reader.finish()
            self.clusters = clusters
        } catch {
            return nil
        }
    }

    private static func logs(_ reader: inout CBORReader) throws(CBORError) -> [Log] {
        var logs: [Log] = []
        for _ in 0..<(try reader.array()) {
            let isHeld = try reader.array() == 3
            let id = LogID(try self.hash(&reader))
            let size = isHeld ? try reader.unsigned() : 0
            logs.append(Log(id: id, standing: isHeld ? .held(size: size, root: try self.hash(&reader)) : .forked))
        }
        return logs
    }

    private static func hash(_ reader: inout CBORReader) throws(CBORError) -> Bytes32 {
        let offset = reader.offset
        guard let hash = Bytes32(try reader.byteString(count: Bytes32.count)) else {
            throw CBORError(.outOfRange, at: offset)
        }
        return hash
    }
}
