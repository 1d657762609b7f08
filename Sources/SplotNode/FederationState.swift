import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

extension StoreReader {
    /// Whose log each is, and where logs were closed, by the statements of the clusters that are trusted.
    func federation() throws -> Federation {
        var federation = Federation()
        for cluster in try self.clusters() where cluster.isTrusted {
            guard let chain = try self.chain(of: cluster.id), !chain.isStopped else { continue }
            // A log says itself whose it is: admitting another cluster's log gives no power over it (Protocol.md §4.2).
            for inception in try self.inceptions(of: cluster.id) {
                let log = inception.log
                guard chain.admitted[log] == inception.key else { continue }
                federation.clusters[log] = cluster.id
                federation.closedSizes[log] = chain.closed[log]?.size
            }
        }
        return federation
    }

    /// The clusters that may receive a cluster's logs, as its own record says.
    func readers(of cluster: ClusterID, in federation: Federation) throws -> Set<ClusterID> {
        var readers: Set<ClusterID> = [cluster]
        try self.forEachState(.term(RecordTerms.identity(cluster))) { state in
            // Anyone could write a record that claims to be the cluster's: only its own counts.
            guard let view = state.view(in: federation), view.owner == cluster, !view.isCommon, view.kind == "cluster"
            else { return }
            for element in view.elements("readers") {
                guard case .bytes(let bytes) = element.content else { continue }
                guard case .text(let hex) = ValueCodec.decode(bytes), let reader = Bytes32(hex: hex) else { continue }
                readers.insert(ClusterID(reader))
            }
        }
        return readers
    }

    /// A merged record.
    func merged(_ state: RecordState, in federation: Federation) -> MergedRecord? {
        state.view(in: federation).map { MergedRecord($0, version: state.version(in: federation)) }
    }
}
