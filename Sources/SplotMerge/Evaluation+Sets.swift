extension Evaluation {
    /// One add, by the index of its change and of its operation.
    struct Add: Comparable {
        var change: Int
        var operation: Int

        static func < (left: Add, right: Add) -> Bool {
            left.change == right.change ? left.operation < right.operation : left.change < right.change
        }
    }

    /// The adds that a remove in their own layer names and covers, sorted.
    func removedAdds() -> [Add] {
        var removed: [Add] = []
        for change in self.inForce {
            for operation in self.changes[change].operations {
                guard case .remove(let field, let elements) = operation else { continue }
                for element in elements {
                    guard let add = self.add(of: element, to: field),
                        self.layer(of: add.change) == self.layer(of: change),
                        self.coverage.covers(change, add.change)
                    else { continue }
                    removed.append(add)
                }
            }
        }
        removed.sort()
        return removed
    }

    /// The adds to one set in one layer that nobody removed.
    ///
    /// - Parameters:
    ///   - group: The adds to the set, sorted.
    ///   - removed: All removed adds, sorted.
    /// - Returns: The others, sorted.
    func visibleAdds(of group: ArraySlice<Write>, removed: [Add]) -> [Write] {
        group.filter { write in
            // Sixteen bits name an operation; what lies beyond could never be removed, so it was never added.
            guard UInt16(exactly: write.operation) != nil else { return false }
            let add = Add(change: write.change, operation: write.operation)
            let index = removed.partitionPoint { $0 >= add }
            return index == removed.count || removed[index] != add
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
