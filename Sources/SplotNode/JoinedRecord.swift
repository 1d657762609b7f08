public import SplotDirectory
import SplotMerge

/// Records that are about the same thing, as one.
///
/// Nothing is merged in the logs: each record stays what it is, and taking the link away gives all of them back.
public struct JoinedRecord: Sendable {
    /// Something that the records say differently.
    public struct Difference: Hashable, Sendable {
        /// `field`, or `field.key`.
        public var path: String
        /// What each record says, in the order of the records; those that say nothing are left out.
        public var values: [Said]

        /// What one record says.
        public struct Said: Hashable, Sendable {
            /// The record.
            public var record: RecordUUID
            /// Its value.
            public var value: Value
        }
    }

    /// The record that is shown for all.
    public var canonical: MergedRecord
    /// The others, in the order of their creation.
    public var others: [MergedRecord]

    /// What they say together: what the canonical one says, and what it leaves out and another says.
    ///
    /// Where others' writes do not count, because a cluster owns the record, only records of that cluster add to it.
    public var record: DirectoryRecord {
        var record = self.canonical.record
        for other in self.others where other.isCommon || other.owner == self.canonical.owner {
            for (field, content) in other.record.fields where field != LinkGroups.field {
                record.fields[field] = Self.joined(record.fields[field], content)
            }
        }
        return record
    }

    /// Where single values or texts differ, in the order of their paths.
    public var differences: [Difference] {
        var said: [String: [Difference.Said]] = [:]
        for merged in [self.canonical] + self.others {
            for (field, content) in merged.record.fields {
                switch content {
                case .single(let value):
                    said[field, default: []].append(Difference.Said(record: merged.record.id, value: value))
                case .keyed(let values):
                    for (key, value) in values {
                        let path = "\(field).\(key)"
                        said[path, default: []].append(Difference.Said(record: merged.record.id, value: value))
                    }
                case .set: continue
                }
            }
        }
        return said.filter { Set($0.value.map(\.value)).count > 1 }
            .map { Difference(path: $0.key, values: $0.value) }
            .sorted { $0.path < $1.path }
    }

    private static func joined(
        _ known: DirectoryRecord.Content?,
        _ other: DirectoryRecord.Content
    ) -> DirectoryRecord.Content {
        switch (known, other) {
        case (nil, _): other
        case (.keyed(let values)?, .keyed(let more)): .keyed(values.merging(more) { first, _ in first })
        case (.set(let values)?, .set(let more)): .set(values + more.filter { !values.contains($0) })
        case (let known?, _): known
        }
    }
}
