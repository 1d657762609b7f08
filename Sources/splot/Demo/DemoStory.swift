import SplotInterchange
import SplotLog
import SplotMerge
import SplotNode
import SplotOffice

/// The story: three clusters, one directory, nobody above them.
struct DemoStory: Sendable {
    let directory: String
    let files: DemoFiles

    private var output: Output { .standard }

    init(directory: String, files: DemoFiles) {
        self.directory = directory
        self.files = files
    }

    /// Plays it from the beginning to the end.
    func play(_ clusters: [DemoCluster]) async throws {
        self.chapter("Three clusters found a node each, all on this machine")
        var federation = try await DemoFederation(clusters, in: self.directory)
        for member in federation.members { self.say("  \(member.path)  \(member.cluster.name)") }
        self.chapter("They exchange cards and compare fingerprints, so that each trusts the two others")
        try await federation.exchangeCards()
        for member in federation.members {
            self.say("  \(Card.fingerprint(of: member.node.cluster))  \(member.cluster.short)")
        }
        federation = try await federation.answering { try await self.tell($0) }
        self.lookAround(federation)
    }

    private func tell(_ federation: DemoFederation) async throws {
        self.chapter("They listen at a port each and form a chain")
        self.say("  " + federation.members.map(\.cluster.short).joined(separator: "  —  "))
        self.say("  The two at the ends do not know each other's address: the one in the middle passes everything on.")

        self.chapter("Each enters itself, and the clusters without a node that it speaks for")
        try await self.importAll(DemoFiles.clusters, into: federation)
        try await self.sync(federation)

        self.chapter("Each imports its lists: members, partners, projects, events …")
        try await self.importAll(DemoFiles.contents, into: federation)
        try await self.sync(federation)

        self.chapter("Each imports its news, which are about what the others entered")
        try await self.importAll(DemoFiles.news, into: federation)
        try await self.sync(federation)

        self.chapter("Now all three hold the same directory")
        try await self.compare(federation)

        try await DemoDispute(federation: federation, story: self).play()
    }

    private func importAll(_ files: [DemoFiles.File], into federation: DemoFederation) async throws {
        var table = Table([
            Table.Column("  WHO"), Table.Column("FILE"), Table.Column("NEW", isNumeric: true),
            Table.Column("CHANGED", isNumeric: true), Table.Column("INVALID", isNumeric: true),
            Table.Column("ENTRIES", isNumeric: true), Table.Column("ABOUT"),
        ])
        for (index, member) in federation.members.enumerated() {
            for file in files {
                guard let rows = try self.files.table(of: file, for: index) else { continue }
                var recipe = ImportFile(kind: file.kind, language: file.language)
                if let cluster = file.cluster { recipe.defaults["cluster"] = cluster }
                // All of it is from public documents.
                recipe.defaults["visibility"] = "public"
                if ["member", "partner"].contains(file.kind) { recipe.defaults["organisation.visibility"] = "public" }
                let prepared = try await recipe.prepare(rows, for: member.node)
                let entries = try await prepared.write(to: member.node)
                let report = prepared.plan.report
                table.add([
                    "  " + member.cluster.short, file.name, String(report.new), String(report.changed),
                    String(report.invalid), String(entries), file.cluster ?? "",
                ])
            }
        }
        for line in table.lines() { self.say(line) }
    }

    /// Two rounds of sync, in one line.
    func sync(_ federation: DemoFederation) async throws {
        let entries = try await federation.sync()
        self.say("  Two rounds of splot sync along the chain: \(entries) entries went over the wire.")
    }

    /// Prints the digests, which must be equal.
    func compare(_ federation: DemoFederation) async throws {
        var digests: Set<String> = []
        for member in federation.members {
            let status = try await member.node.status()
            let records = status.counts.values.reduce(0, +)
            digests.insert(status.directoryDigest.hex)
            self.say(
                "  \(status.directoryDigest.hex)  \(member.cluster.short): \(records) records, "
                    + "conflicts: \(status.conflicts)"
            )
        }
        guard digests.count == 1 else {
            throw CommandError(.software, "the three directories differ, which must never happen: please report it")
        }
    }

    private func lookAround(_ federation: DemoFederation) {
        guard let first = federation.members.first, let last = federation.members.last else { return }
        self.chapter("Look around: the three data directories stay")
        let program = CommandLine.arguments.first ?? "splot"
        self.say("  \(program) list --data \(first.path) --kind member")
        self.say("  \(program) list --data \(last.path) --kind project")
        self.say("  \(program) conflicts --data \(last.path)")
        self.say("  \(program) status --data \(first.path)")
        self.say("  \(program) log --data \(first.path)")
        self.say("  \(program) verify --data \(first.path)")
        self.say(
            "The nodes do not answer any more. So that the two at the ends can sync, let the one in the middle answer:"
        )
        for member in federation.members.dropFirst().dropLast() {
            self.say("  \(program) serve --data \(member.path) --listen \(member.address)")
        }
        self.chapter("See it in a browser: make an account, start the console, and open http://127.0.0.1:7480/")
        self.say("  \(program) user add anna --role editor --data \(first.path)")
        self.say("  \(program) serve --data \(first.path) --listen 127.0.0.1:0 --console")
    }

    func chapter(_ title: String) {
        self.say("")
        self.say("— \(title)")
    }

    func say(_ text: String) {
        self.output.line(text)
        self.output.flush()
    }
}
