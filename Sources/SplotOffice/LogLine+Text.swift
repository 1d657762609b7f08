import SplotMerge
package import SplotNode

extension LogLine {
    /// What the entry did, in one line.
    package func summary(titles: Titles = Titles()) -> String {
        let writes = self.writes.map { $0.text(titles: titles) }.joined(separator: "; ")
        switch self.type {
        case "inception": return "begins the log"
        case "creation": return "creates \(self.kind ?? "a record")" + (writes.isEmpty ? "" : ": " + writes)
        case "change": return writes.isEmpty ? "changes nothing" : writes
        case "introduction": return "first mention of another log"
        case "receipt": return "receipt for an erasure"
        case "void": return "void: it does not follow the grammar"
        default: return "of a newer version: stored and passed on, not understood"
        }
    }

    /// Who wrote it: `cluster / node`.
    package var author: String { "\(self.clusterName) / \(self.node)" }

    /// The object that a program reads.
    package var json: JSON {
        .object([
            "log": .string(self.entry.log.description),
            "position": .integer(self.entry.position),
            "cluster": .string(self.clusterName),
            "clusterId": .string(self.cluster.description),
            "node": .string(self.node),
            "time": .time(self.time),
            "hash": .string(self.hash.hex),
            "type": .string(self.type),
            "kind": .text(self.kind),
            "record": .text(of: self.record),
            "writes": .array(self.writes.map(\.json)),
        ])
    }
}

extension LogLine.Write {
    /// What was done, in a few words.
    package func text(titles: Titles) -> String {
        let path = self.path ?? ""
        let value = self.isErased ? "(erased)" : titles.text(self.value ?? "")
        return switch self.operation {
        case "set": "\(path) = \(value)"
        case "clear": "\(path) emptied"
        case "add": "\(path) += \(value)"
        case "remove": "\(path): \(self.value ?? "0") taken out"
        case "take out": "\(path) -= \(value)"
        case "delete": "deleted"
        case "restore": "brought back"
        case "visibility": "visibility = \(value)"
        case "accept": "takes over a suggestion"
        case "decline": "turns a suggestion down"
        default: "something of a newer version"
        }
    }

    fileprivate var json: JSON {
        .object([
            "operation": .string(self.operation),
            "path": .text(self.path),
            "value": .text(self.value),
            "erased": .boolean(self.isErased),
        ])
    }
}
