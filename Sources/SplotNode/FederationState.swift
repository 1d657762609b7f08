import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

extension StoreReader {
    /// Whether a cluster may read another's logs, as that one's own record says.
    ///
    /// - Parameters:
    ///   - reader: Who wants to read.
    ///   - cluster: Whose logs.
    ///   - readable: The clusters that name the reader, as the store knows them.
    /// - Returns: `true` also for a cluster's own logs.
    static func mayRead(_ reader: ClusterID, _ cluster: ClusterID, among readable: Set<ClusterID>) -> Bool {
        reader == cluster || readable.contains(cluster)
    }

    /// A merged record.
    func merged(_ state: RecordState, in federation: Federation) throws -> MergedRecord? {
        try state.view(in: federation)
            .map { view in
                let canonical = try self.canonical(of: state.id)
                return MergedRecord(view, version: state.version(in: federation), canonical: canonical?.uuid)
            }
    }
}
