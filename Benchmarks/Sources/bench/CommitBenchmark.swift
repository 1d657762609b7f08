import Foundation
import SplotDirectory
import SplotNode

/// Durable commits: signed, written to the log, merged, searchable, and on the disk when the call returns.
struct CommitBenchmark {
    /// How many events go into one commit.
    let events: Int

    func run() async throws -> Measured {
        let directory = try await Directory()
        let records = try await directory.fill(1_000)
        let commits = self.events == 1 ? 2_000 : 20
        var edits: [[RecordEdit]] = []
        var random = Seeded(11)
        for number in 0..<commits {
            edits.append(
                try self.events == 1
                    ? [Self.change(of: records[number % records.count], number, by: directory.node)]
                    : (0..<self.events).map { _ in try directory.creation(&random) }
            )
        }
        let seconds = try await ContinuousClock.awaitedSeconds {
            for edits in edits { _ = try await directory.node.write(edits) }
        }
        var measured = Measured()
        measured.add(
            "commit \(self.events) event\(self.events == 1 ? "" : "s")",
            Double(commits * self.events) / seconds,
            "events/s"
        )
        return measured
    }

    private static func change(of record: RecordUUID, _ number: Int, by node: Node) throws -> RecordEdit {
        let writes = try node.schema.validate(
            kind: "organisation",
            assignments: [Assignment(path: "phone", text: "+48 22 \(100 + number / 900) \(100 + number % 900)")],
            creating: false
        )
        return RecordEdit(target: .existing(record), writes: writes)
    }
}
