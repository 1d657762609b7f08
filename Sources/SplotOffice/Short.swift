import SplotDirectory
import SplotMerge

/// Names short enough to read: the first eight digits, which `splot` takes for the whole.
enum Short {
    static func id(_ record: RecordUUID) -> String { String(record.description.prefix(8)) }

    static func id(_ log: LogID) -> String { String(log.description.prefix(8)) }

    static func id(_ cluster: ClusterID) -> String { String(cluster.description.prefix(8)) }
}
