import SplotLog
import SplotMerge

/// Entries, salts, roots, a checkpoint, and a run with and without its payloads.
extension Story {
    var logExamples: [WorkedExample] {
        get throws {
            var examples =
                self.entries(of: self.first, prefix: "entry") + self.entries(of: self.second, prefix: "other")
            examples.append(self.saltTree)
            examples.append(
                .text("roots", (0...8).map { "\($0) \(self.first.root(at: $0))" })
            )
            examples += try self.checkpoint
            examples.append(.item("run", self.first.run.encoded, cuttingBeyond: 20))
            let erased = self.erased
            examples.append(.item("run-erased", erased.encoded, cuttingBeyond: 20))
            examples.append(.text("run-erased-leaves", Self.numbered(erased.leafHashes)))
            return examples
        }
    }

    /// The first log's entries, as the order to erase leaves them.
    var erased: EntryRun {
        self.first.run.erasing { self.erasing.orderedErasure(of: $0, in: self.first.log) }
    }

    private static func numbered(_ hashes: [Bytes32]) -> [String] {
        hashes.enumerated().map { "\($0) \($1)" }
    }

    private func entries(of party: Party, prefix: String) -> [WorkedExample] {
        var examples: [WorkedExample] = []
        var leaves: [String] = []
        for (position, entry) in party.run.entries.enumerated() {
            examples.append(.item("\(prefix)-\(position)-header", entry.header))
            leaves.append("\(position)")
            if case .payload(let payload) = entry.slot, let salt = party.run.salts.salts[position] {
                examples.append(.item("\(prefix)-\(position)-payload", payload))
                leaves.append("  salt       \(salt.bytes.hexText)")
                leaves.append("  commitment \(LeafHash.commitment(payload: payload, salt: salt))")
            }
            leaves.append("  leaf hash  \(party.leafHashes[position])")
        }
        return examples + [.text("\(prefix)-leaves", leaves)]
    }

    /// The salts of the commit that wrote positions 4 to 7.
    private var saltTree: WorkedExample {
        let tile = self.first.run.salts.tiles.first { $0.level == 2 }
        guard let node = tile?.node else { return .text("salt-tree", ["there is no tile of level 2"]) }
        let (left, right) = node.children
        return .text(
            "salt-tree",
            [
                "level 2, positions 4–7: \(node.bytes.hexText)",
                "level 1, positions 4–5: \(left.bytes.hexText)",
                "level 1, positions 6–7: \(right.bytes.hexText)",
                "level 0, position 4:    \(left.children.left.bytes.hexText)",
                "level 0, position 5:    \(left.children.right.bytes.hexText)",
                "level 0, position 6:    \(right.children.left.bytes.hexText)",
                "level 0, position 7:    \(right.children.right.bytes.hexText)",
            ]
        )
    }

    private var checkpoint: [WorkedExample] {
        get throws {
            let checkpoint = self.first.checkpoints[self.first.checkpoints.count - 1]
            let key = self.first.nodeKey.publicKey
            let note = try checkpoint.note(key: key)
            return [
                .text("checkpoint", Self.lines(of: note.description), isSigned: true),
                .text("checkpoint-key", [try Checkpoint.verifierKey(log: self.first.log, key: key).description]),
            ]
        }
    }
}
