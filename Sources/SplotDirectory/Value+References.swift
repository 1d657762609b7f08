extension Value {
    /// The records that the value refers to, those inside structures and lists included.
    public var references: [RecordUUID] {
        switch self {
        case .reference(let record): [record]
        case .structure(let members): members.sorted { $0.key < $1.key }.flatMap(\.value.references)
        case .list(let values): values.flatMap(\.references)
        default: []
        }
    }
}

extension DirectoryRecord.Content {
    /// All values, whatever the shape; those under keys in the order of the keys.
    public var values: [Value] {
        switch self {
        case .single(let value): [value]
        case .keyed(let values): values.sorted { $0.key < $1.key }.map(\.value)
        case .set(let values): values
        }
    }
}

extension DirectoryRecord {
    /// All plain texts that a field holds, under whatever keys.
    ///
    /// - Parameter field: The field's name.
    /// - Returns: None when the field is empty, or holds no texts.
    public func texts(of field: String) -> [String] {
        (self.fields[field]?.values ?? []).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
}
