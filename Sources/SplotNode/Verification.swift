import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

/// Examines all that a database holds, from the bytes up.
struct Verification {
    let reader: StoreReader
    let schema: Schema
    let progress: (_ done: UInt64, _ total: UInt64) -> Void

    func run(beside: Store) throws -> VerifyReport {
        var report = VerifyReport()
        let logs = self.logs(&report)
        let total = logs.reduce(0) { $0 + $1.head.size } * 2
        for log in logs {
            report.logs += 1
            do {
                try self.examine(log, total: total, report: &report)
            } catch let failure as Failure {
                report.findings.append(failure.finding)
            }
        }
        // A log that is damaged cannot be merged again; its entries are named above.
        guard report.findings.isEmpty else { return report }
        let done = report.entries
        do {
            for line in try self.reader.structuralDamage() {
                report.findings.append(.init(log: nil, position: nil, message: "the database file is damaged: \(line)"))
            }
            try self.compareMergedState(beside: beside, report: &report) { self.progress(done + $0, total) }
        } catch {
            report.findings.append(
                .init(log: nil, position: nil, message: "the merged state cannot be read: \(Self.reason(error))")
            )
        }
        return report
    }

    /// Reads where each log stands, one by one, so that a damaged line hides no other.
    private func logs(_ report: inout VerifyReport) -> [StoredLog] {
        var logs: [StoredLog] = []
        var findings: [VerifyReport.Finding] = []
        do {
            try self.reader.forEachLogName { name in
                do {
                    guard let log = try self.reader.log(name) else { throw StoreError(.missing, "nothing is there") }
                    logs.append(log)
                } catch {
                    findings.append(
                        .init(
                            log: name,
                            position: 0,
                            message: "where the log stands cannot be read: \(Self.reason(error))"
                        )
                    )
                }
            }
        } catch {
            findings.append(
                .init(log: nil, position: nil, message: "the list of the logs cannot be read: \(Self.reason(error))")
            )
        }
        report.findings += findings
        return logs.sorted { $0.head.log < $1.head.log }
    }

    /// What went wrong, without the advice to examine the database: that is what is being done.
    private static func reason(_ error: any Error) -> String {
        "\(error)".replacing(": `splot verify` tells where", with: "")
            .replacing(": `splot verify` tells more", with: "")
    }

    private struct Failure: Error {
        var finding: VerifyReport.Finding

        init(_ log: LogID, at position: UInt64, _ message: String) {
            self.finding = .init(log: log, position: position, message: message)
        }
    }

    private func examine(_ log: StoredLog, total: UInt64, report: inout VerifyReport) throws {
        let id = log.head.log
        // Here the signatures of the statements count as well, which elsewhere are believed once stored.
        let statements = try? self.reader.chain(of: log.head.inception.cluster)?.statements
        let chain = try? statements.map { try StatementChain($0) }
        guard let chain else { throw Failure(id, at: 0, "the statements of its cluster are damaged") }
        // A log that is not admitted any more is kept and does not count; one admitted with another key cannot be.
        guard chain.admitted[id] ?? log.head.inception.key == log.head.inception.key else {
            throw Failure(id, at: 0, "its cluster admitted the log with another key")
        }
        let checkpoints: [Checkpoint]
        do {
            checkpoints = try self.reader.checkpoints(of: id)
        } catch {
            throw Failure(id, at: 0, "its checkpoints cannot be read: \(Self.reason(error))")
        }
        var head = LogHead(inception: log.head.inception)
        var expected = checkpoints[...]
        var lastGood: UInt64 = 0
        while head.size < log.head.size {
            let start = head.size
            let run: EntryRun
            do {
                run = try self.reader.run(of: id, from: start)
            } catch {
                throw Failure(id, at: start, "cannot be read: \(Self.reason(error))")
            }
            try self.examine(run, &head, &expected, lastGood: &lastGood, report: &report)
            report.entries += UInt64(run.entries.count)
            self.progress(report.entries, total)
        }
        guard head == log.head else { throw Failure(id, at: lastGood, "the log does not add up to what is kept of it") }
        guard let last = checkpoints.last, last.size == head.size else {
            throw Failure(id, at: checkpoints.last?.size ?? 0, "no signed checkpoint covers the entries from here on")
        }
    }

    /// Appends a run, stopping at each checkpoint on the way to compare.
    private func examine(
        _ run: EntryRun,
        _ head: inout LogHead,
        _ expected: inout ArraySlice<Checkpoint>,
        lastGood: inout UInt64,
        report: inout VerifyReport
    ) throws {
        let id = head.log
        var leafHashes: [Bytes32] = []
        var position = run.start
        while position < run.end {
            let end = min(run.end, expected.first?.size ?? run.end)
            guard end > position else { throw Failure(id, at: position, "a checkpoint stands out of order") }
            leafHashes += try head.append(run.sliced(to: position..<end)).leafHashes
            position = end
            guard let checkpoint = expected.first, checkpoint.size == position else { continue }
            guard checkpoint.isValid(key: head.inception.key) else {
                throw Failure(id, at: lastGood, "the checkpoint at size \(position) is not signed by the log's key")
            }
            guard checkpoint.root == head.root else {
                throw Failure(
                    id,
                    at: lastGood,
                    "the entries from here to \(position) do not hash to the root that was signed"
                )
            }
            lastGood = position
            report.checkpoints += 1
            expected = expected.dropFirst()
        }
        // The root that stands beside a bundle answers for it when logs are compared without unpacking them.
        let bundle: SealedBundle?
        do {
            bundle = try self.reader.bundle(of: id, holding: run.start)
        } catch {
            throw Failure(id, at: run.start, "cannot be read: \(Self.reason(error))")
        }
        if let bundle, bundle.root != TreeHash.root(leafHashes: leafHashes) {
            throw Failure(id, at: run.start, "the bundle of 256 entries from here on does not hash to its root")
        }
    }

    private func compareMergedState(
        beside: Store,
        report: inout VerifyReport,
        progress: (UInt64) -> Void
    ) throws {
        let federation = try self.reader.federation()
        var stored: [[UInt8]: Bytes32] = [:]
        try self.reader.forEachDigest { stored[$0] = $1 }
        let merged = try beside.writeNow { writer -> [[UInt8]: Bytes32] in
            try Merger(writer: writer, federation: federation, schema: self.schema)
                .mergeAll(of: self.reader, progress: progress)
            var digests: [[UInt8]: Bytes32] = [:]
            try writer.forEachDigest { digests[$0] = $1 }
            return digests
        }
        report.records = merged.count
        let differing = Set(stored.keys).union(merged.keys).filter { stored[$0] != merged[$0] }
        for uuid in differing.sorted(by: { $0.lexicographicallyPrecedes($1) }).prefix(20) {
            let name = RecordUUID(bytes: uuid)?.description ?? "?"
            report.findings.append(
                .init(
                    log: nil,
                    position: nil,
                    message: "record \(name) is not what its entries say: `splot verify --rebuild` mends it"
                )
            )
        }
        // The digest covers what a record shows; its stored state must also be readable and show just that.
        try self.reader.forEachState(.all) { state in
            guard let view = state.view(in: federation), ViewDigest.digest(of: view) == stored[state.id.uuid.bytes]
            else {
                report.findings.append(
                    .init(
                        log: nil,
                        position: nil,
                        message: "record \(state.id.uuid) shows something else than its digest: "
                            + "`splot verify --rebuild` mends it"
                    )
                )
                return
            }
        }
    }
}
