public import SplotDirectory
import SplotLog
public import SplotMerge
import SplotStore

/// One entry of a log, readable.
public struct LogLine: Sendable {
    /// What an entry did to one place of its record.
    public struct Write: Sendable {
        /// `set`, `clear`, `add`, `remove`, `delete`, `restore`, `visibility`, `accept`, `decline` or `unknown`.
        public var operation: String
        /// The place, as `field` or `field.key`; `nil` for an operation on the whole record.
        public var path: String?
        /// What was written, readable; `nil` where the operation writes no value, or it was erased.
        public var value: String?
        /// Whether the value was erased.
        public var isErased: Bool
    }

    /// Where the entry stands.
    public var entry: EntryID
    /// The cluster that admits the log.
    public var cluster: ClusterID
    /// What people call that cluster.
    public var clusterName: String
    /// What people call the node that wrote it.
    public var node: String
    /// The author's clock, in seconds since 1970-01-01T00:00:00Z; `nil` for an entry that cannot be read.
    public var time: UInt64?
    /// The leaf hash.
    public var hash: Bytes32
    /// `inception`, `creation`, `change`, `introduction`, `receipt`, `unknown` or `void`.
    public var type: String
    /// The kind of record that a creation made.
    public var kind: String?
    /// The record that was created or changed.
    public var record: RecordUUID?
    /// What was written.
    public var writes: [Write]

    init(entry: EntryID, hash: Bytes32, content: DecodedEntry, author: Author) {
        self.entry = entry
        self.hash = hash
        self.cluster = author.cluster
        self.clusterName = author.clusterName
        self.node = author.node
        self.writes = []
        switch content {
        case .inception(let inception):
            (self.type, self.time) = ("inception", inception.time)
        case .change(let record, let change):
            (self.type, self.time) = (change.creation == nil ? "change" : "creation", change.time)
            self.kind = change.creation?.kind
            self.record = record.uuid
            self.writes = change.operations.map(Write.init)
        case .introduction(let time, _):
            (self.type, self.time) = ("introduction", time)
        case .receipt(let time, _, _, _):
            (self.type, self.time) = ("receipt", time)
        case .unknown:
            (self.type, self.time) = ("unknown", nil)
        case .void:
            (self.type, self.time) = ("void", nil)
        }
    }

    /// Who wrote a log.
    public struct Author: Sendable {
        /// The cluster that admits the log.
        public var cluster: ClusterID
        /// What people call that cluster.
        public var clusterName: String
        /// What people call the node.
        public var node: String
    }
}

extension LogLine.Write {
    init(_ operation: SplotMerge.Operation) {
        func text(_ content: Content) -> String? {
            if case .bytes(let bytes) = content { ValueCodec.decode(bytes).displayText } else { nil }
        }
        switch operation {
        case .set(let field, let key, let value):
            self.init(
                operation: "set",
                path: key.map { "\(field).\($0)" } ?? field,
                value: text(value),
                isErased: value == .erased
            )
        case .clear(let field, let key):
            self.init(operation: "clear", path: key.map { "\(field).\($0)" } ?? field, value: nil, isErased: false)
        case .add(let field, let value):
            self.init(operation: "add", path: field, value: text(value), isErased: value == .erased)
        case .remove(let field, let elements):
            self.init(operation: "remove", path: field, value: "\(elements.count)", isErased: false)
        case .delete:
            self.init(operation: "delete", path: nil, value: nil, isErased: false)
        case .restore:
            self.init(operation: "restore", path: nil, value: nil, isErased: false)
        case .setVisibility(let visibility):
            self.init(
                operation: "visibility",
                path: nil,
                value: visibility == .open ? "public" : "federation",
                isErased: false
            )
        case .accept:
            self.init(operation: "accept", path: nil, value: nil, isErased: false)
        case .decline:
            self.init(operation: "decline", path: nil, value: nil, isErased: false)
        case .unknown:
            self.init(operation: "unknown", path: nil, value: nil, isErased: false)
        }
    }
}
