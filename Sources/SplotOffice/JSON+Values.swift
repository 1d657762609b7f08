package import SplotDirectory

extension JSON {
    /// The value of a field: text, number or yes and no as such, a reference as the record's id, a structure as an
    /// object, and what this version does not know as its bytes in hexadecimal.
    package static func value(_ value: Value) -> JSON {
        switch value {
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .boolean(let answer): .boolean(answer)
        case .reference(let record): .string(record.description)
        case .structure(let members): .object(members.mapValues(Self.value))
        case .list(let values): .array(values.map(Self.value))
        case .opaque(let bytes): .object(["unknown": .string(Self.hexadecimal(bytes))])
        }
    }

    /// The fields of a record, by name.
    package static func fields(_ fields: [String: DirectoryRecord.Content]) -> JSON {
        .object(
            fields.mapValues { content in
                switch content {
                case .single(let value): Self.value(value)
                case .keyed(let values): .object(values.mapValues(Self.value))
                case .set(let values): .array(values.map(Self.value))
                }
            }
        )
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
