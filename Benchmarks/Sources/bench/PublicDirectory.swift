import Foundation
import SplotDirectory
import SplotNode

/// A node whose records everybody may see, for readers of the console: half organisations, half their memberships.
struct PublicDirectory {
    let records: Int

    /// Makes the node.
    func make(at path: String) async throws {
        let node = try await Node.create(at: path, cluster: "Klaster", node: "bench")
        let cluster = try await node.add(
            "cluster",
            [
                Assignment(path: "name", text: "Klaster Pomiarów"), Assignment(path: "visibility", text: "public"),
            ]
        )
        var random = Seeded(7)
        var count = 1
        while count < self.records {
            var edits: [RecordEdit] = []
            for _ in 0..<min(500, (self.records - count + 1) / 2) {
                let organisation = Directory.organisation(&random) + [Assignment(path: "visibility", text: "public")]
                let place = edits.count
                edits.append(try self.creation("organisation", organisation, node))
                var member = try self.creation(
                    "member",
                    [
                        Assignment(path: "organisation", text: cluster.description),
                        Assignment(path: "cluster", text: cluster.description), Assignment(path: "kind", text: "full"),
                        Assignment(path: "visibility", text: "public"),
                    ],
                    node
                )
                // The organisation is made in the same transaction, and has no name in the logs yet.
                member.writes.removeAll { $0.field == "organisation" }
                member.pending = [RecordEdit.PendingReference(field: "organisation", edit: place)]
                edits.append(member)
            }
            count += try await node.write(edits).records.count
        }
    }

    private func creation(_ kind: String, _ assignments: [Assignment], _ node: Node) throws -> RecordEdit {
        let writes = try node.schema.validate(kind: kind, assignments: assignments, creating: true)
        return RecordEdit(target: .new(kind: kind), writes: writes)
    }
}
