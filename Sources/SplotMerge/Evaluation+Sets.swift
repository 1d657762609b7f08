extension Evaluation {
    /// One add, by the index of its change and of its operation.
    struct Add: Comparable {
        var change: Int
        var operation: Int

        static func < (left: Add, right: Add) -> Bool {
            left.change == right.change ? left.operation < right.operation : left.change < right.change
        }
    }

    /// An add that a remove in its own layer names and covers.
    struct Removal: Comparable {
        var add: Add

        /// The index of the change that removes it.
        var change: Int

        static func < (left: Removal, right: Removal) -> Bool {
            left.add == right.add ? left.change < right.change : left.add < right.add
        }
    }

    /// All removals, sorted.
    func removals() -> [Removal] {
        var removals: [Removal] = []
        guard self.index.hasOthers else { return removals }
        for change in self.inForce {
            for operation in self.changes[change].operations {
                guard case .remove(let field, let elements) = operation else { continue }
                for element in elements {
                    guard let add = self.add(of: element, to: field),
                        self.layer(of: add.change) == self.layer(of: change),
                        self.coverage.covers(change, add.change)
                    else { continue }
                    removals.append(Removal(add: add, change: change))
                }
            }
        }
        removals.sort()
        return removals
    }

    /// The adds to one set in one layer that nobody removed.
    ///
    /// - Parameters:
    ///   - group: The adds to the set, sorted.
    ///   - removals: All removals, sorted.
    /// - Returns: The others, sorted.
    func visibleAdds(of group: ArraySlice<Write>, removals: [Removal]) -> [Write] {
        group.filter { write in
            // Sixteen bits name an operation; what lies beyond could never be removed, so it was never added.
            guard UInt16(exactly: write.operation) != nil else { return false }
            let add = Add(change: write.change, operation: write.operation)
            let index = removals.partitionPoint { $0.add >= add }
            return index == removals.count || removals[index].add != add
        }
    }

    /// Shows a set: each distinct element with all its adds.
    func setView(of field: String, adds: [Write]) -> SetView {
        let contents = adds.compactMap { write -> (content: Content, write: Write)? in
            guard case .add(_, let content) = self.operation(of: write) else { return nil }
            return (content, write)
        }
        // The adds come in the order of their names, which equal elements keep.
        let sorted = contents.enumerated()
            .sorted { left, right in
                let order = left.element.content.order(right.element.content)
                return order == 0 ? left.offset < right.offset : order < 0
            }
        var elements: [SetView.Element] = []
        for (_, (content, write)) in sorted {
            let change = self.changes[write.change]
            let name = ElementID(entry: change.entry, index: UInt16(truncatingIfNeeded: write.operation))
            if elements.last?.content != content {
                elements.append(SetView.Element(content: content, adds: [], origins: []))
            }
            elements[elements.count - 1].adds.append(name)
            elements[elements.count - 1].origins.append(change.origin)
        }
        return SetView(field: field, elements: elements)
    }

    /// The elements of a set that stay although somebody took them out.
    ///
    /// A remove contests an element when it removed an equal one, its author had not seen all adds that are visible of
    /// it, and the author of none of these had seen the remove.
    ///
    /// - Parameters:
    ///   - set: The set as it is shown.
    ///   - group: All adds to it, the removed ones too.
    ///   - removals: All removals, sorted.
    /// - Returns: A conflict for each such element, in the order of the elements.
    func conflicts(in set: SetView, of group: ArraySlice<Write>, removals: [Removal]) -> [Conflict] {
        guard !removals.isEmpty else { return [] }
        var removers: [Content: Set<Int>] = [:]
        for write in group {
            guard case .add(_, let content) = self.operation(of: write), content != .erased else { continue }
            let add = Add(change: write.change, operation: write.operation)
            for removal in removals[removals.partitionPoint { $0.add >= add }...].prefix(while: { $0.add == add }) {
                removers[content, default: []].insert(removal.change)
            }
        }
        guard !removers.isEmpty else { return [] }
        return set.elements.compactMap { element in
            guard let removers = removers[element.content] else { return nil }
            let adds = element.adds.compactMap { self.coverage.index(of: $0.entry, in: self.changes) }
            // For each run its last add, and how far the authors of the adds had seen; by runs, not by pairs, since
            // there may be thousands of each.
            var lastAdds = [Int](repeating: -1, count: self.coverage.runs.count)
            var seenByAdds = [Int](repeating: 0, count: self.coverage.runs.count)
            for add in adds {
                let run = self.coverage.run(of: add)
                lastAdds[run] = max(lastAdds[run], add)
                seenByAdds[run] = max(seenByAdds[run], add + 1)
                for reach in self.coverage.reaches(of: add) {
                    seenByAdds[reach.run] = max(seenByAdds[reach.run], reach.bound)
                }
            }
            let contesting = removers.filter { remover in
                remover >= seenByAdds[self.coverage.run(of: remover)] && !self.hasSeen(remover, lastAdds)
            }
            guard !contesting.isEmpty else { return nil }
            let stays = Alternative(value: .content(element.content), origins: self.origins(of: Set(adds)))
            let goes = Alternative(value: .removed, origins: self.origins(of: contesting))
            return Conflict(place: .set(field: set.field), alternatives: [stays, goes])
        }
    }

    /// Whether a change covers the last of some changes in every run, -1 for none.
    private func hasSeen(_ change: Int, _ last: [Int]) -> Bool {
        var seen = [Int](repeating: 0, count: last.count)
        seen[self.coverage.run(of: change)] = change
        for reach in self.coverage.reaches(of: change) { seen[reach.run] = max(seen[reach.run], reach.bound) }
        return zip(last, seen).allSatisfy { $0 < $1 }
    }

    /// Looks up the add that an element is named by; `nil` when it is not held or adds to another field.
    private func add(of element: ElementID, to field: String) -> Add? {
        guard let change = self.coverage.index(of: element.entry, in: self.changes),
            Int(element.index) < self.changes[change].operations.count,
            case .add(let added, _) = self.changes[change].operations[Int(element.index)],
            UTF8Order.compare(added, field) == 0
        else { return nil }
        return Add(change: change, operation: Int(element.index))
    }
}
