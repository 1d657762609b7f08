import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

/// Turns checked writes into operations on a record as it was shown: what is there already is not written again.
struct EditPlanner {
    let reader: StoreReader
    let federation: Federation
    /// The cluster that writes.
    let cluster: ClusterID?

    /// Operations that may share an entry, and those with personal values, which get one of their own so that they
    /// can be erased without the rest.
    struct Plan {
        var plain: [Operation] = []
        var personal: [Operation] = []
    }

    /// Plans the writes of one edit.
    ///
    /// - Parameters:
    ///   - writes: As the schema's validation gave them.
    ///   - shown: The record as it was shown; `nil` for a new one.
    /// - Returns: The operations that are still needed; none when the record says all of it already.
    /// - Throws: ``NodeError`` `notFound` or `ambiguous` when a name cannot be told, `notFound` also when an element to
    ///   remove is not there, `invalid` for a visibility that is none.
    func plan(_ writes: [FieldWrite], shown: MergedRecord?) throws -> Plan {
        var plan = Plan()
        for write in writes {
            // Who may see a record is the merge's own business: the most restrictive value wins (Protocol.md §7.5).
            if write.field == "visibility" {
                plan.plain += try Self.visibility(write, shown: shown)
                continue
            }
            guard let operation = try self.operation(for: write, shown: shown) else { continue }
            if write.isPersonal { plan.personal.append(operation) } else { plan.plain.append(operation) }
        }
        return plan
    }

    /// The operation of a write that names nothing to look up, on a record that does not exist yet.
    static func operation(settingWithoutLookup write: FieldWrite) throws -> Operation {
        guard case .set(.value(let value)) = write.operation else {
            throw NodeError(.invalid, "\(write.field): only a plain value can be written here")
        }
        return .set(field: write.field, key: write.key, value: .bytes(ValueCodec.encode(value)))
    }

    private static func visibility(_ write: FieldWrite, shown: MergedRecord?) throws -> [Operation] {
        guard case .set(.value(.text(let text))) = write.operation, ["public", "federation"].contains(text) else {
            throw NodeError(.invalid, "visibility: public or federation")
        }
        let visibility = text == "public" ? Visibility.open : .federation
        return (shown?.visibility ?? .federation) == visibility ? [] : [.setVisibility(visibility)]
    }

    private func operation(for write: FieldWrite, shown: MergedRecord?) throws -> Operation? {
        switch write.operation {
        case .set(let parsed):
            let bytes = ValueCodec.encode(try self.resolve(parsed, for: write))
            let place = shown?.place(write.field, key: write.key)
            if let place, place.others.isEmpty, place.content == .bytes(bytes), !self.hasSuggested(write, shown) {
                return nil
            }
            return .set(field: write.field, key: write.key, value: .bytes(bytes))
        case .clear:
            if write.shape == .set {
                let adds = shown?.elements(write.field).flatMap(\.adds) ?? []
                return adds.isEmpty ? nil : .remove(field: write.field, elements: adds)
            }
            if !self.hasSuggested(write, shown) {
                guard let place = shown?.place(write.field, key: write.key) else { return nil }
                if place.others.isEmpty, case .cleared = place.winner.value { return nil }
            }
            return .clear(field: write.field, key: write.key)
        case .add(let parsed):
            let content = Content.bytes(ValueCodec.encode(try self.resolve(parsed, for: write)))
            if shown?.elements(write.field).contains(where: { $0.content == content }) == true { return nil }
            return .add(field: write.field, value: content)
        case .remove(let parsed):
            let content = Content.bytes(ValueCodec.encode(try self.resolve(parsed, for: write)))
            let element = shown?.elements(write.field).first { $0.content == content }
            let suggested = self.suggestedAdds(of: content, to: write.field, shown)
            if !suggested.isEmpty { return .remove(field: write.field, elements: suggested) }
            guard let element else {
                throw NodeError(
                    .notFound,
                    "\(write.field): the element to remove is not there; `splot show` lists them"
                )
            }
            return .remove(field: write.field, elements: element.adds)
        }
    }

    /// What the writing cluster has suggested for a record of another's, and nobody has settled.
    private func ownSuggestions(_ shown: MergedRecord?) -> [Suggestion] {
        (shown?.suggestions ?? []).filter { $0.cluster == self.cluster }
    }

    /// Whether the writing cluster has an open suggestion at the same place: writing there again replaces it, even with
    /// what the owner has.
    private func hasSuggested(_ write: FieldWrite, _ shown: MergedRecord?) -> Bool {
        let place = Place(field: write.field, key: write.key)
        return self.ownSuggestions(shown).flatMap(\.items).contains { $0.operation.place == place }
    }

    /// The adds that the writing cluster has only suggested: it takes them back by itself.
    private func suggestedAdds(of content: Content, to field: String, _ shown: MergedRecord?) -> [ElementID] {
        self.ownSuggestions(shown)
            .flatMap { suggestion in
                suggestion.items.compactMap { item in
                    guard item.operation == .add(field: field, value: content), let index = UInt16(exactly: item.index)
                    else { return nil }
                    return ElementID(entry: suggestion.origin.entry, index: index)
                }
            }
    }

    private func resolve(_ parsed: ParsedValue, for write: FieldWrite) throws -> Value {
        try parsed.resolved { name, kinds, orText in
            let found = try self.reader.ids(named: name, kinds: kinds, in: self.federation)
            if found.count == 1 { return .reference(found[0]) }
            if orText && found.isEmpty { return .text(name) }
            let kind = kinds.count == 1 ? kinds[0] : "record"
            if found.isEmpty {
                throw NodeError(
                    .notFound,
                    "\(write.field): there is no \(kind) of that name; add it first with `splot add \(kind)`, or give its id"
                )
            }
            let ids = found.prefix(5).map(\.description).joined(separator: ", ")
            throw NodeError(.ambiguous, "\(write.field): several have that name; give the id instead: \(ids)")
        }
    }
}

extension MergedRecord {
    func place(_ field: String, key: String?) -> PlaceView? {
        let wanted: Place = if let key { .keyed(field: field, key: key) } else { .single(field: field) }
        return self.places.first { $0.place == wanted }
    }

    func elements(_ field: String) -> [SetView.Element] { self.sets.first { $0.field == field }?.elements ?? [] }
}
