package import SplotDirectory
package import SplotMerge

/// Names short enough to read: the first eight digits, which `splot` takes for the whole.
package enum Short {
    package static func id(_ record: RecordUUID) -> String { String(record.description.prefix(8)) }

    package static func id(_ log: LogID) -> String { String(log.description.prefix(8)) }

    package static func id(_ cluster: ClusterID) -> String { String(cluster.description.prefix(8)) }
}
