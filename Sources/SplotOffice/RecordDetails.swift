package import SplotDirectory
package import SplotMerge
package import SplotNode

/// A record with all that it takes to show where each value comes from.
package struct RecordDetails {
    package let merged: MergedRecord
    package let schema: Schema
    package let clusters: ClusterNames
    package let titles: Titles
    /// The entries that wrote to the record, oldest first; left out where nobody asks for them.
    package let history: [LogLine]

    private let lines: [EntryID: LogLine]

    /// Gathers what a record is shown with.
    ///
    /// - Parameters:
    ///   - merged: The record.
    ///   - node: Holds the records that it refers to.
    ///   - clusters: What clusters and nodes are called.
    ///   - withHistory: Whether every entry that wrote to it is wanted; those of suggestions are read in any case.
    /// - Throws: `NodeError` or `StoreError` when something of it cannot be read.
    package init(_ merged: MergedRecord, of node: Node, clusters: ClusterNames, withHistory: Bool = false) async throws
    {
        self.merged = merged
        self.schema = node.schema
        self.clusters = clusters
        let isRead = withHistory || !merged.suggestions.isEmpty || !merged.settledSuggestions.isEmpty
        self.history = isRead ? try await node.history(of: merged.record.id) : []
        self.lines = Dictionary(self.history.map { ($0.entry, $0) }) { first, _ in first }
        var titles = Titles([Titles.Entry(merged, schema: node.schema, standsForItself: true)])
        let shown = merged.record.fields.values.flatMap(\.values).flatMap(\.references)
        let contested = merged.conflicts.flatMap(\.alternatives).compactMap(Self.value).flatMap(\.references)
        let written = self.history.flatMap(\.writes).compactMap { $0.value.flatMap { RecordUUID($0) } }
        try await titles.load(shown + contested + written, from: node)
        self.titles = titles
    }

    /// What the record is called.
    package var title: String { self.titles.title(of: self.merged.record.id) ?? "(no title)" }

    /// The entry that a value comes from, where it was read.
    package func line(_ origin: Origin) -> LogLine? { self.lines[origin.entry] }

    /// Who wrote a value, and when: the cells of a table.
    package func cells(_ origin: Origin) -> [String] {
        let author = self.clusters.author(of: origin.entry.log)
        return [
            author?.clusterName ?? Short.id(origin.entry.log),
            author?.node ?? "",
            "#\(origin.entry.position)",
            Timestamp(origin.time).short,
        ]
    }

    /// Who wrote a value, and when, as a program reads it.
    package func json(_ origin: Origin) -> [String: JSON] {
        let author = self.clusters.author(of: origin.entry.log)
        return [
            "cluster": .text(author?.clusterName),
            "clusterId": .text(of: author?.cluster),
            "node": .text(author?.node),
            "log": .string(origin.entry.log.description),
            "position": .integer(origin.entry.position),
            "time": .time(origin.time),
        ]
    }

    /// One of several values, as people read it.
    package func text(_ alternative: Alternative) -> String {
        Self.value(alternative).map { self.titles.text($0) } ?? Self.sign(alternative.value)
    }

    /// What is suggested, in one line: what still stands of it, or what it was when it was settled.
    package func summary(of suggestion: DirectorySuggestion) -> String {
        let standing = suggestion.writes.map { $0.text(titles: self.titles) }.joined(separator: "; ")
        guard standing.isEmpty else { return standing }
        return self.line(suggestion.origin)?.summary(titles: self.titles) ?? "something not held here"
    }

    /// One of several values; `nil` where there is no value.
    package static func value(_ alternative: Alternative) -> Value? {
        if case .content(let content) = alternative.value { content.value } else { nil }
    }

    private static func sign(_ value: Alternative.Value) -> String {
        switch value {
        case .content(.erased): "(erased)"
        case .content: "(unknown)"
        case .cleared: "(emptied)"
        case .deleted: "(deleted)"
        case .restored: "(brought back)"
        case .edited: "(edited, and so not deleted)"
        case .removed: "(taken out)"
        }
    }
}
