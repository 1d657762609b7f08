import SplotMerge
import SplotNode
import SplotOffice

/// What a bundle that was written holds, for people and for programs.
struct BundleExportSummary {
    let file: String
    let export: BundleExport
    let clusters: ClusterNames

    /// What was written, in two sentences.
    var lines: [String] {
        let begin =
            self.export.since.map { "It begins where the acknowledgement of \(Timestamp($0).short) UTC ends." }
            ?? "It begins at the beginning: no acknowledgement was used."
        let name = self.file == "-" ? "Bundle" : self.file
        return [
            Plain.line(
                "\(name) for \(self.clusters.text(self.export.cluster)): \(self.export.entries) entries of "
                    + "\(self.export.logs) logs, statements of \(self.export.clusters) clusters "
                    + "(\(ByteCount.text(self.export.bytes)))."
            ),
            begin,
        ]
    }

    /// One sentence for each thing that is not in the bundle as it should be.
    var complaints: [String] {
        self.export.forks.map {
            "log \(Short.id($0)) is forked: proof of it is in the bundle, and nothing else of the log"
        }
            + self.export.otherBranches.map {
                "log \(Short.id($0)) is not in the bundle: the receiver has acknowledged another branch than is held "
                    + "here; its cluster has to close the log"
            }
            + self.export.leftOut.map {
                "log \(Short.id($0)) is not in the bundle: payloads of it are gone by an order that no longer stands; "
                    + "another node can pass it on"
            }
    }

    var json: JSON {
        .object([
            "file": .string(self.file),
            "cluster": .text(self.clusters[self.export.cluster]),
            "clusterId": .string(self.export.cluster.description),
            "recipients": Self.ids(self.export.recipients),
            "since": .time(self.export.since),
            "clusters": .integer(self.export.clusters),
            "statements": .integer(self.export.statements),
            "logs": .integer(self.export.logs),
            "entries": .integer(self.export.entries),
            "bytes": .integer(self.export.bytes),
            "forks": Self.ids(self.export.forks),
            "otherBranches": Self.ids(self.export.otherBranches),
            "leftOut": Self.ids(self.export.leftOut),
        ])
    }

    private static func ids(_ logs: [LogID]) -> JSON { .array(logs.map { .string($0.description) }) }
}
