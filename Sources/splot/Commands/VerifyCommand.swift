import ArgumentParser
import SplotNode
import SplotOffice

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Hash everything again and compare it with what was signed.",
        discussion: """
            Compares every log with its signed checkpoints, merges all of it again beside the stored directory and \
            compares the two. Ends with 65 when something is wrong, naming the first bad entry of each log. With --json, \
            one object: logs, entries, checkpoints, records (how many were examined), findings (each with log, cluster, \
            node, position, message).

            Example: splot verify
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Flag(help: "First make the merged directory again from the logs.")
    var rebuild = false

    func run() async throws {
        let node = try await self.data.open()
        if self.rebuild { try await node.rebuild() }
        let bar = ProgressBar("verifying")
        let report: VerifyReport
        do {
            defer { bar?.finish() }
            report = try await node.verify { done, total in bar?.update(done: done, total: total) }
        }
        // A damaged database may not say any more whose log it is: then the log's name has to do.
        let logs = (try? await node.status())?.logs ?? []
        if self.json.isWanted {
            Output.standard.line(Self.json(report, logs: logs))
        } else {
            Self.print(report, logs: logs, to: .standard)
        }
        if !report.findings.isEmpty { throw ExitCode(ExitStatus.data.rawValue) }
    }

    private static func print(_ report: VerifyReport, logs: [NodeStatus.Log], to output: Output) {
        output.line(
            "Examined: logs \(report.logs), entries \(report.entries), signed checkpoints \(report.checkpoints), "
                + "records \(report.records)."
        )
        if report.findings.isEmpty { output.line("Everything is as it was signed.") }
        for finding in report.findings {
            var place = "The directory"
            if let id = finding.log {
                let log = logs.first { $0.id == id }
                place = log.map { "\($0.clusterName) / \($0.node), log \(Short.id(id))" } ?? "Log \(id)"
            }
            if let position = finding.position { place += ", entry \(position)" }
            output.line(Plain.line("! \(place): \(finding.message)"))
        }
    }

    private static func json(_ report: VerifyReport, logs: [NodeStatus.Log]) -> JSON {
        let findings = report.findings.map { finding in
            let log = finding.log.flatMap { id in logs.first { $0.id == id } }
            return JSON.object([
                "log": .text(of: finding.log),
                "cluster": .text(log?.clusterName),
                "node": .text(log?.node),
                "position": finding.position.map { .integer($0) } ?? .null,
                "message": .string(finding.message),
            ])
        }
        return .object([
            "logs": .integer(report.logs),
            "entries": .integer(report.entries),
            "checkpoints": .integer(report.checkpoints),
            "records": .integer(report.records),
            "findings": .array(findings),
        ])
    }
}
