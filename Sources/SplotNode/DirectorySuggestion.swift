import SplotDirectory
public import SplotMerge

/// Something that one cluster suggests about another's record.
public struct DirectorySuggestion: Sendable {
    /// What became of it.
    public enum State: Hashable, Sendable {
        /// Nobody has settled it.
        case open([Suggestion.Item])
        /// The owner took it over or turned it down, with this entry.
        case settled(SettledSuggestion.Outcome, Origin)
    }

    /// The record, as its owner has it.
    public var record: MergedRecord
    /// The cluster that suggests.
    public var cluster: ClusterID
    /// The suggesting entry.
    public var origin: Origin
    /// What became of it.
    public var state: State

    /// What it still suggests, readable: a remove names each element; nothing once it is settled.
    public var writes: [LogLine.Write] {
        guard case .open(let items) = self.state else { return [] }
        return items.flatMap { item -> [LogLine.Write] in
            guard case .remove(let field, let elements) = item.operation else { return [LogLine.Write(item.operation)] }
            return self.record.elements(field).filter { !Set($0.adds).isDisjoint(with: elements) }
                .map { element in
                    LogLine.Write(
                        operation: "take out",
                        path: field,
                        value: element.content.value?.displayText,
                        isErased: element.content == .erased
                    )
                }
        }
    }

    /// How people name it among those of its record: the first 8 digits of its log's id, and its position there.
    public var name: String { Self.name(of: self.origin.entry) }

    static func name(of entry: EntryID) -> String { "\(entry.log.description.prefix(8))#\(entry.position)" }
}

extension MergedRecord {
    /// All suggestions about the record, the open ones first.
    public var allSuggestions: [DirectorySuggestion] {
        let open = self.suggestions.map { suggestion in
            DirectorySuggestion(
                record: self,
                cluster: suggestion.cluster,
                origin: suggestion.origin,
                state: .open(suggestion.items)
            )
        }
        let settled = self.settledSuggestions.map { settled in
            DirectorySuggestion(
                record: self,
                cluster: settled.cluster,
                origin: settled.origin,
                state: .settled(settled.outcome, settled.settled)
            )
        }
        return open + settled
    }
}
