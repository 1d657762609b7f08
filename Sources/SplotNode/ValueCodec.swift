import SplotCBOR
public import SplotDirectory
public import SplotMerge

extension Content {
    /// The value that the bytes stand for; `nil` where it was erased.
    public var value: Value? {
        if case .bytes(let bytes) = self { ValueCodec.decode(bytes) } else { nil }
    }
}

/// Values of the directory as the bytes that a payload holds (Protocol.md §8.1).
enum ValueCodec {
    /// The tag of a UUID (registered with IANA for CBOR): a reference to a record.
    private static let uuidTag: UInt64 = 37

    static func encode(_ value: Value) -> [UInt8] {
        var writer = CBORWriter(capacity: 32)
        Self.write(value, to: &writer)
        return writer.bytes
    }

    /// Reads a value; what this version does not understand comes back as `opaque`.
    static func decode(_ bytes: [UInt8]) -> Value {
        var reader = CBORReader(bytes)
        guard let value = try? Self.read(&reader), reader.isAtEnd else { return .opaque(bytes) }
        return value
    }

    private static func write(_ value: Value, to writer: inout CBORWriter) {
        switch value {
        case .text(let text):
            writer.text(text)
        case .integer(let number):
            writer.integer(number)
        case .boolean(let boolean):
            writer.boolean(boolean)
        case .reference(let record):
            writer.tag(Self.uuidTag)
            writer.byteString(record.bytes)
        case .structure(let members):
            writer.map(members.count)
            // RFC 8949 §4.2.1: by the bytes of the encoded keys.
            let encoded = members.map { name, member in (Self.encode(.text(name)), member) }
            for (name, member) in encoded.sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
                writer.encoded(name)
                Self.write(member, to: &writer)
            }
        case .list(let values):
            writer.array(values.count)
            for value in values { Self.write(value, to: &writer) }
        case .opaque(let bytes):
            writer.encoded(bytes)
        }
    }

    private static func read(_ reader: inout CBORReader) throws(CBORError) -> Value {
        switch try reader.peek() {
        case .text:
            return .text(try reader.text())
        case .unsigned, .negative:
            return .integer(try reader.integer())
        case .tag:
            let start = reader.offset
            guard try reader.tag() == Self.uuidTag, let record = RecordUUID(bytes: try reader.byteString(count: 16))
            else { throw CBORError(.outOfRange, at: start) }
            return .reference(record)
        case .map:
            var members: [String: Value] = [:]
            for _ in 0..<(try reader.map()) {
                let name = try reader.text()
                members[name] = try Self.read(&reader)
            }
            return .structure(members)
        case .array:
            var values: [Value] = []
            for _ in 0..<(try reader.array()) { values.append(try Self.read(&reader)) }
            return .list(values)
        case .simple:
            return .boolean(try reader.boolean())
        case .byteString:
            throw CBORError(.unexpectedType, at: reader.offset)
        }
    }
}
