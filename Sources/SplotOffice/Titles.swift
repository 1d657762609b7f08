package import SplotDirectory
package import SplotNode

/// What records are called, also those that are called by what they refer to.
package struct Titles {
    /// What is known of one record.
    package struct Entry: Sendable {
        package var id: RecordUUID
        package var title: String?
        /// The records after which it is called when it has no title of its own, such as a member's organisation.
        package var parts: [RecordUUID]

        /// Describes a record.
        ///
        /// - Parameters:
        ///   - merged: The record.
        ///   - schema: Says what titles it.
        ///   - standsForItself: Whether it keeps its own title even when another record stands for it.
        package init(_ merged: MergedRecord, schema: Schema, standsForItself: Bool = false) {
            self.id = merged.record.id
            self.parts = []
            guard standsForItself || merged.canonical == merged.record.id else {
                self.parts = [merged.canonical]
                return
            }
            self.title = merged.title(schema: schema)
            guard self.title == nil else { return }
            for field in schema.fields(of: merged.record.kind) where field.isRequired {
                if case .single(.reference(let part))? = merged.record.fields[field.name] { self.parts.append(part) }
            }
        }
    }

    private var entries: [RecordUUID: Entry] = [:]

    /// Takes what is known already.
    package init(_ entries: some Sequence<Entry> = []) {
        for entry in entries { self.entries[entry.id] = entry }
    }

    /// Looks up records, and those that they are called after.
    package mutating func load(_ records: some Sequence<RecordUUID>, from node: Node) async throws {
        var wanted = Array(records)
        while let id = wanted.popLast() {
            guard self.entries[id] == nil else { continue }
            do {
                let entry = Entry(try await node.record(id), schema: node.schema)
                self.entries[id] = entry
                wanted += entry.parts
            } catch let error as NodeError where error.code == .notFound {
                // A record of a cluster whose log is not held: it stays without a title.
                continue
            }
        }
    }

    /// The record's title; `nil` when it has none, or is not held here.
    package func title(of record: RecordUUID) -> String? {
        guard let entry = self.entries[record] else { return nil }
        if let title = entry.title { return title }
        let parts = entry.parts.map { part in
            // One more step, from a record to the one that stands for it.
            let canonical = self.entries[part].flatMap { $0.title == nil ? $0.parts.first : nil }
            return self.entries[part]?.title ?? canonical.flatMap { self.entries[$0]?.title } ?? Short.id(part)
        }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    /// A value as people read it, references by title.
    package func text(_ value: Value) -> String { self.named(value).displayText }

    /// Text that may be the id of a record, as a log gives it.
    package func text(_ text: String) -> String {
        RecordUUID(text).map { self.text(.reference($0)) } ?? text
    }

    private func named(_ value: Value) -> Value {
        switch value {
        case .reference(let record):
            .text(self.title(of: record).map { "\($0) (\(Short.id(record)))" } ?? record.description)
        case .structure(let members): .structure(members.mapValues(self.named))
        case .list(let values): .list(values.map(self.named))
        default: value
        }
    }
}
