import SplotDirectory

extension RecordUUID {
    /// A made-up id that says its number.
    init(number: Int) { self.init(high: 0x8000, low: UInt64(number)) }
}

extension DirectoryRecord {
    /// A record written by hand: `field=value` as on the command line, checked by the standard schema.
    static func make(_ number: Int, _ kind: String, _ assignments: String...) throws -> DirectoryRecord {
        try Self.make(number, kind, assignments)
    }

    /// A record written by hand.
    static func make(_ number: Int, _ kind: String, _ assignments: [String]) throws -> DirectoryRecord {
        let given = assignments.map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let isAdding = parts[0].last == "+"
            let path = String(isAdding ? parts[0].dropLast() : parts[0])
            return Assignment(path: path, action: isAdding ? .add : .set, text: String(parts[1]))
        }
        let writes = try Schema.standard.validate(kind: kind, assignments: given, creating: false)
        var record = DirectoryRecord(id: RecordUUID(number: number), kind: kind)
        for write in writes { try record.take(write) }
        return record
    }

    /// The record with what another edit adds to it.
    func adding(_ assignments: String...) throws -> DirectoryRecord {
        let other = try Self.make(0, self.kind, assignments)
        var record = self
        for (field, content) in other.fields {
            if case .set(let new) = content, case .set(let old)? = record.fields[field] {
                record.fields[field] = .set(old + new)
            } else {
                record.fields[field] = content
            }
        }
        return record
    }

    private struct Unsupported: Error {}

    private mutating func take(_ write: FieldWrite) throws {
        switch write.operation {
        case .set(let parsed), .add(let parsed):
            let value = try parsed.resolved { name, _, _ in
                guard let number = Int(name) else { throw Unsupported() }
                return .reference(RecordUUID(number: number))
            }
            switch write.shape {
            case .single: self.fields[write.field] = .single(value)
            case .localised, .map:
                var values: [String: Value] = [:]
                if case .keyed(let known)? = self.fields[write.field] { values = known }
                values[write.key ?? ""] = value
                self.fields[write.field] = .keyed(values)
            case .set:
                var values: [Value] = []
                if case .set(let known)? = self.fields[write.field] { values = known }
                self.fields[write.field] = .set(values + [value])
            }
        case .remove, .clear:
            throw Unsupported()
        }
    }
}
