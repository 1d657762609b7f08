extension Evaluation {
    /// Whether the record is deleted, and what is in dispute about it.
    ///
    /// - Parameter survivors: The surviving deletes and restores of the counted layer.
    /// - Returns: What to show.
    func life(of survivors: [Write]) -> (isDeleted: Bool, conflict: Conflict?) {
        let deletes = survivors.filter { self.operation(of: $0) == .delete }.map(\.change)
        guard !deletes.isEmpty else { return (false, nil) }
        var alternatives = self.alternatives(of: survivors)
        let edits = self.contestingEdits(deletes: deletes)
        let deleteWins = alternatives.first?.value == .deleted
        if !edits.isEmpty {
            let contest = Alternative(value: .edited, origins: self.origins(of: edits))
            // Edits keep the record alive against a delete; a restore needs no help.
            alternatives.insert(contest, at: deleteWins ? 0 : alternatives.count)
        }
        let conflict = alternatives.count > 1 ? Conflict(place: .life, alternatives: alternatives) : nil
        return (deleteWins && edits.isEmpty, conflict)
    }

    /// The counted changes that edit the record without having seen some surviving delete, and that none has seen.
    ///
    /// A change that deletes what it edits contests nothing.
    private func contestingEdits(deletes: [Int]) -> [Int] {
        var seen = [Int](repeating: 0, count: self.coverage.runs.count)
        for delete in deletes {
            let run = self.coverage.run(of: delete)
            seen[run] = max(seen[run], delete + 1)
            for reach in self.coverage.reaches(of: delete) { seen[reach.run] = max(seen[reach.run], reach.bound) }
        }
        return self.inForce.filter { change in
            change >= seen[self.coverage.run(of: change)] && self.layer(of: change) == 0 && self.isEdit(change)
                && deletes.contains { !self.coverage.covers(change, $0) }
        }
    }

    private func isEdit(_ change: Int) -> Bool {
        self.changes[change].operations
            .contains { operation in
                switch operation {
                case .set, .clear, .add, .remove: true
                case .setVisibility: !self.isIgnored(operation, of: change)
                case .delete, .restore, .accept, .decline, .unknown: false
                }
            }
    }
}
