import Foundation
import GRDB
package import SplotLog
package import SplotMerge

extension StoreReader {
    /// How the held logs of a cluster begin: who writes them, without where they stand.
    package func inceptions(of cluster: ClusterID) throws -> [Inception] {
        try self.rows("SELECT inception FROM log WHERE cluster = ?", [cluster.hash.data])
            .map { try Inception(encoded: $0.bytes(0)) }
    }
}
