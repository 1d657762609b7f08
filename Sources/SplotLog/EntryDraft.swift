package import SplotMerge

/// What a node wants to write next into its own log.
package struct EntryDraft: Hashable, Sendable {
    /// What the entry does.
    package enum Body: Hashable, Sendable {
        /// Creates a record.
        case creation(Creation, operations: [Operation])
        /// Changes a record.
        case change(RecordID, context: [ContextItem], operations: [Operation])
        /// Confirms that an ordered erasure was carried out here.
        case receipt(cluster: ClusterID, statement: UInt64, hash: Bytes32)
    }

    /// The author's wall clock, in seconds since 1970-01-01T00:00:00Z.
    package var time: UInt64

    /// What the entry does.
    package var body: Body

    /// Puts a draft together.
    package init(time: UInt64, body: Body) {
        self.time = time
        self.body = body
    }

    /// Every other log the entry will speak of, in a fixed order.
    var mentionedLogs: [LogID] {
        guard case .change(let record, let context, let operations) = self.body else { return [] }
        var logs = [record.creator.log]
        logs += context.map(\.entry.log)
        for operation in operations {
            switch operation {
            case .remove(_, let elements): logs += elements.map(\.entry.log)
            case .accept(let entry), .decline(let entry): logs.append(entry.log)
            default: continue
            }
        }
        return logs
    }
}
