import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

/// The second half of the story: two clusters write the same thing while apart, and settle it.
struct DemoDispute: Sendable {
    let federation: DemoFederation
    let story: DemoStory

    private static let partner = "ECHAlliance"
    // Of the range that Ireland keeps free for stories.
    private static let phones = ["+353 20 910 0030", "+353 20 910 0031"]

    func play() async throws {
        guard let first = self.federation.members.first, let last = self.federation.members.last else { return }
        let record = try await self.partner(of: first.node)
        self.story.chapter("While they are apart, the two at the ends write a telephone of the same partner")
        self.story.say("  The partner is \(Self.partner), record \(Short.id(record)).")
        for (member, phone) in zip([first, last], Self.phones) {
            try await member.node.edit(record, [Assignment(path: "phone", text: phone)])
            self.story.say("  \(member.cluster.short): splot edit \(Short.id(record)) phone=\"\(phone)\"")
        }
        try await self.story.sync(self.federation)
        try await self.story.compare(self.federation)
        try await self.show(record, at: last.node)
        try await self.settle(record, by: last)
        try await self.story.sync(self.federation)
        try await self.story.compare(self.federation)
    }

    /// Shows what became of it on one node: all three show the same.
    private func show(_ record: RecordUUID, at node: Node) async throws {
        self.story.chapter("Nothing was lost, and every node shows the same")
        let details = try await RecordDetails(
            try await node.record(record),
            of: node,
            clusters: ClusterNames(of: node)
        )
        guard !details.merged.conflicts.isEmpty else {
            throw CommandError(
                .software,
                "the two telephones are no conflict, which must never happen: please report it"
            )
        }
        for conflict in details.merged.numberedConflicts { details.print(conflict, to: .standard) }
        Output.standard.flush()
    }

    /// One of the two telephones the partner and puts things right.
    private func settle(_ record: RecordUUID, by member: DemoFederation.Member) async throws {
        let merged = try await member.node.record(record)
        self.story.chapter("\(member.cluster.short) calls the partner, and settles it")
        for conflict in merged.conflicts {
            try await member.node.resolve(record, path: conflict.place.path, pick: 1)
            self.story.say("  splot resolve \(Short.id(record)) \(conflict.place.path) --pick 1")
        }
    }

    private func partner(of node: Node) async throws -> RecordUUID {
        let found = Collected<RecordUUID>()
        let name = Folding.fold(Self.partner)
        try await node.forEachRecord(kind: "organisation") { merged in
            if Folding.fold(merged.title() ?? "") == name { found.append(merged.record.id) }
        }
        guard let record = found.all.first else {
            throw CommandError(.data, "the example files have no partner \(Self.partner): take them from the sources")
        }
        return record
    }
}
