import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

/// A transaction in which this node writes into its own log: entries, checkpoint and merged state go in together.
final class WriteTransaction {
    let writer: StoreWriter
    /// Whose log each is; this node's own is known once its first entry is kept.
    private(set) var federation: Federation
    let schema: Schema
    let environment: NodeEnvironment

    private let chain: StatementChain?
    private var author: LogAuthor

    /// What was kept and is not merged yet.
    private var unmerged: (runs: [AppendedRun], head: LogHead)?

    /// How many entries were written so far.
    private(set) var entryCount = 0

    /// Begins to write.
    ///
    /// - Parameters:
    ///   - writer: The transaction of the database.
    ///   - head: Where the node's own log stands, as read in this transaction.
    ///   - key: The node key that the log was begun with.
    ///   - environment: Clock and chance.
    ///   - schema: Says which fields a record is found by.
    /// - Throws: `LogError` `malformedKey` when the key is not the log's, `StoreError` `damaged`, or what SQLite
    ///   reports.
    init(
        writer: StoreWriter,
        head: LogHead,
        key: SigningKey,
        environment: NodeEnvironment,
        schema: Schema
    ) throws {
        self.writer = writer
        self.federation = try writer.federation()
        self.chain = try writer.chain(of: head.inception.cluster)
        self.author = try LogAuthor(head: head, key: key)
        self.environment = environment
        self.schema = schema
    }

    /// The log that is written.
    var log: LogID { self.author.head.log }

    /// Writes the log's first entry.
    func begin() throws {
        try self.keep(try self.environment.withRandomness { try self.author.begin(using: &$0) })
    }

    /// Writes entries in one commit.
    ///
    /// - Returns: The position of each draft's entry.
    func append(_ drafts: [EntryDraft]) throws -> [UInt64] {
        guard !drafts.isEmpty else { return [] }
        let commit = try self.environment.withRandomness { try self.author.append(drafts, using: &$0) }
        try self.keep(commit)
        return commit.positions
    }

    /// The entries that do something to a record that is there: those with personal values are one of their own, so that
    /// they can be erased without the rest.
    ///
    /// - Parameters:
    ///   - operations: What to do; no entry when there is none.
    ///   - shown: The record as it was shown to whoever decided.
    /// - Returns: The entries to append: two at most, unless there is more to do than fits one.
    func drafts(_ operations: [SplotMerge.Operation], on shown: MergedRecord) -> [EntryDraft] {
        let isPersonal = { (operation: SplotMerge.Operation) -> Bool in
            switch operation {
            case .set(let field, _, _), .add(let field, _):
                self.schema.field(named: field, of: shown.record.kind)?.isPersonal ?? false
            default: false
            }
        }
        let time = self.environment.now()
        let context = shown.version.context(for: self.log)
        let parts = [operations.filter { !isPersonal($0) }, operations.filter(isPersonal)]
        return parts.flatMap(\.splitForEntries)
            .map { EntryDraft(time: time, body: .change(shown.id, context: context, operations: $0)) }
    }

    /// Refuses what was written to a record, by what it has become of it, before anything of it is kept.
    ///
    /// What other clusters own is not looked at: what was written there are suggestions.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - before: The record as it was; `nil` when it is new.
    /// - Throws: `InvalidRecord` with all problems together, or `StoreError`.
    func check(_ record: RecordID, before: MergedRecord?) throws {
        try self.merge()
        guard let view = try self.writer.state(of: record)?.view(in: self.federation),
            view.isCommon || view.owner == self.federation.clusters[self.log]
        else { return }
        // Neither what was shown nor what it is linked with matters here.
        let after = MergedRecord(view, version: RecordVersion(items: []), schema: self.schema)
        let contested = Set((before?.conflicts ?? []).compactMap(\.place.field))
        let problems = RecordRules.problems(before: before?.record, after: after.record, schema: self.schema)
            // Where two values stand, one of them has to go.
            .filter { !($0.code == .setOnce && contested.contains($0.path)) }
        guard problems.isEmpty else { throw InvalidRecord(problems: problems) }
    }

    private func isErased(_ position: UInt64) -> Bool {
        self.chain?.orderedErasure(of: position, in: self.log) ?? false
    }

    private func keep(_ commit: LogAuthor.Commit) throws {
        let keeper = LogKeeper(writer: self.writer)
        let start = try self.writer.log(self.log)?.head ?? LogHead(inception: self.author.head.inception)
        var head = start
        var appended: [AppendedRun] = []
        for (run, checkpoint) in zip(commit.runs, commit.checkpoints) {
            // An order may name positions that were not written yet: their payloads are gone before they are kept.
            let isOrdered = self.chain?.overlapsErasure(run.run.range, in: self.log) ?? false
            let kept = isOrdered ? run.run.erasing(where: self.isErased) : run.run
            appended.append(try head.append(kept))
            try keeper.keep(
                appended.suffix(1).map { LogKeeper.Piece(appended: $0) },
                checkpoint: checkpoint,
                head: head
            )
            self.entryCount += run.run.entries.count
        }
        if self.federation.clusters[self.log] == nil { self.federation = try self.writer.federation() }
        self.unmerged = ((self.unmerged?.runs ?? []) + appended, head)
    }

    /// Merges what was written since this was last called: before anything merged is read, and at the end.
    ///
    /// All at once, since creating a record takes an entry for what is personal and one for the rest.
    func merge() throws {
        guard let (runs, head) = self.unmerged else { return }
        self.unmerged = nil
        let merger = Merger(writer: self.writer, federation: self.federation, schema: self.schema)
        // What is written here is shown at once, and so is what it stands behind.
        if try self.writer.mergeMark(of: self.log)?.position == runs.first?.run.start {
            try merger.merge(runs, upTo: head, unlessMoreThan: .max)
        } else {
            while try merger.mergeWindow() > 0 {}
        }
    }
}
