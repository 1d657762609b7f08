import SplotDirectory
import SplotMerge
import SplotNode

/// The people who write into the directory, and what they remember.
struct SimulatedPeople {
    /// The records that somebody has made, with their kinds.
    var records: [(id: RecordUUID, kind: String)] = []
    /// What somebody was once shown of a record, perhaps on another node.
    var versions: [RecordUUID: RecordVersion] = [:]
}

/// What people do.
extension SimulatedWorld {
    /// Somebody does something, and something may go wrong.
    func takeTurn() async throws {
        guard self.stepsLeft > 0 else { return }
        self.stepsLeft -= 1
        try await self.makeTrouble()
        if let node = self.randomNode(where: { $0.node != nil }) {
            node.clock.now += self.random(0...3)
            switch self.random(0...19) {
            case 0...3: await self.add(at: node)
            case 4...9: await self.change(at: node)
            case 10: await self.addMany(at: node)
            case 11: try self.backUp(node)
            default:
                if let other = self.nodes.randomElement(using: &self.chance) { await self.call(node, other) }
            }
        }
        self.queue.schedule(.turn, after: self.random(0...800))
    }

    /// Lets a node do something on its own account, and judges how it goes.
    func attempt(
        _ what: String,
        at node: SimulatedNode,
        _ body: @Sendable (Node) async throws -> Void
    ) async {
        guard let process = node.node else { return }
        self.note("\(node.name) \(what)")
        do {
            do {
                try await body(process)
            } catch {
                self.note("\(node.name) cannot: \(error)")
                let code = (error as? NodeError)?.code
                let isExpected = code.map { [.closed, .notFound, .behindHighWaterMark].contains($0) } ?? false
                guard isExpected || SimulatedDisk.isFailure(error) || !node.isHonest else {
                    return self.fail("\(node.name) cannot do what it should: \(error)")
                }
            }
            if try await self.survives(node) { try await self.examine(node) }
        } catch {
            self.fail("\(node.name) cannot be examined: \(error)")
        }
    }

    private func add(at node: SimulatedNode) async {
        let name = "nr \(self.people.records.count)"
        let isOrganisation = Bool.random(using: &self.chance)
        let kind = isOrganisation ? "organisation" : "project"
        let assignments =
            isOrganisation
            ? [
                Assignment(path: "name.pl", text: name), Assignment(path: "type", text: "ngo"),
                Assignment(path: "country", text: "PL"),
            ] : [Assignment(path: "title.pl", text: name), Assignment(path: "state", text: "idea")]
        let id = Box<RecordUUID>()
        await self.attempt("adds \(name)", at: node) { id.value = try await $0.add(kind, assignments) }
        if let id = id.value { self.people.records.append((id, kind)) }
    }

    /// A list is imported.
    private func addMany(at node: SimulatedNode) async {
        // Now and then more than a bundle holds.
        let count = Int(self.random(0...11) == 0 ? self.random(250...300) : self.random(1...20))
        let edits = (0..<count)
            .map { index in
                RecordEdit(
                    target: .new(kind: "notice"),
                    writes: [
                        FieldWrite(
                            field: "title",
                            key: "pl",
                            shape: .localised,
                            operation: .set(.value(.text("nr \(index)")))
                        )
                    ]
                )
            }
        await self.attempt("imports \(count) records", at: node) { _ = try await $0.write(edits) }
    }

    private func change(at node: SimulatedNode) async {
        guard let record = self.people.records.randomElement(using: &self.chance),
            let shown = try? await node.node?.record(record.id), shown.record.kind == record.kind
        else { return }
        // A form that was opened long ago, perhaps on another node.
        let isStale = Bool.random(using: &self.chance)
        let version = isStale ? self.people.versions[record.id] : shown.version
        if Bool.random(using: &self.chance) { self.people.versions[record.id] = shown.version }
        let change = self.change(of: record, shown: shown, version: version)
        await self.attempt("changes \(record.id.description.prefix(8))", at: node, change)
    }

    private func change(
        of record: (id: RecordUUID, kind: String),
        shown: MergedRecord,
        version: RecordVersion?
    ) -> @Sendable (Node) async throws -> Void {
        let id = record.id
        let number = self.random(0...3)
        switch self.random(0...7) {
        case 0: return { try await $0.setDeleted(number < 2, id) }
        case 1:
            let visibility = Assignment(path: "visibility", text: number < 2 ? "public" : "federation")
            return { try await $0.edit(id, [visibility]) }
        case 2, 3:
            let add = Assignment(path: "tags", action: .add, text: "t\(number)")
            return { try await $0.edit(id, [add], shown: version) }
        case 4:
            let remove = Assignment(path: "tags", action: .remove, text: "t\(number)")
            return { try await $0.edit(id, [remove], shown: version) }
        case 5:
            guard let path = shown.conflicts.first?.place.path else { return { _ in } }
            return { try await $0.resolve(id, path: path, pick: 1) }
        default:
            let isOrganisation = record.kind == "organisation"
            let text = number == 0 ? "" : isOrganisation ? "https://w\(number).example" : "A\(number)"
            let assignments = [
                Assignment(path: isOrganisation ? "website" : "acronym", text: text),
                Assignment(path: isOrganisation ? "name.en" : "title.en", text: "en \(number)"),
            ]
            return { try await $0.edit(id, assignments, shown: version) }
        }
    }
}
