import SplotMerge
import SplotNode
import SplotOffice

extension BundleImportSummary {
    /// All of it for programs.
    var json: JSON {
        .object([
            "dryRun": .boolean(self.isRehearsal),
            "acknowledgement": .text(self.acknowledgement),
            "files": .array(zip(self.files, self.outcomes).map { .object(self.members(of: $0, $1)) }),
        ])
    }

    private func members(of file: String, _ outcome: Outcome) -> [String: JSON] {
        var members: [String: JSON] = ["file": .string(file), "kind": .null, "message": .null]
        switch outcome {
        case .failure(let failure):
            members["result"] = .string("failed")
            members["message"] = .string(failure.message)
        case .acknowledgement(_, let isNew):
            members["kind"] = .string("acknowledgement")
            members["result"] = .string(isNew ? "remembered" : "known")
        case .bundle(let result):
            members["kind"] = .string("bundle")
            members["result"] = .string(result.fault?.code.rawValue ?? "complete")
            members["message"] = .text(result.fault?.message)
            members.merge(self.members(of: result)) { $1 }
        }
        return members
    }

    private func members(of result: BundleImport) -> [String: JSON] {
        [
            "entriesNew": .integer(result.entriesNew),
            "entriesKnown": .integer(result.entriesKnown),
            "statementsNew": .integer(result.statementsNew),
            "bytes": .integer(result.bytes),
            "forks": .array(result.forks.map { .string($0.description) }),
            "clustersPassedOver": .array(result.clustersPassedOver.map { .string($0.description) }),
            "logsPassedOver": .array(
                result.logsPassedOver.map { passed in
                    .object([
                        "log": .string(passed.log.description),
                        "cluster": .text(self.clusters[passed.cluster]),
                        "clusterId": .string(passed.cluster.description),
                        "reason": .string(passed.reason.rawValue),
                    ])
                }
            ),
        ]
    }
}
