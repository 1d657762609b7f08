import SplotCBOR

/// A CBOR item as a tree, for looking at it without knowing what it is.
indirect enum CBORItem: Equatable {
    case unsigned(UInt64)
    case negative(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBORItem])
    case map([(CBORItem, CBORItem)])
    case tag(UInt64, CBORItem)
    case boolean(Bool)
    case null

    init(_ bytes: [UInt8]) throws {
        var reader = CBORReader(bytes)
        self = try Self.read(&reader)
        try reader.finish()
    }

    private static func read(_ reader: inout CBORReader) throws -> CBORItem {
        switch try reader.peek() {
        case .unsigned: return .unsigned(try reader.unsigned())
        case .negative: return .negative(try reader.integer())
        case .byteString: return .bytes(try reader.byteString())
        case .text: return .text(try reader.text())
        case .array: return .array(try (0..<(try reader.array())).map { _ in try self.read(&reader) })
        case .map:
            return .map(try (0..<(try reader.map())).map { _ in (try self.read(&reader), try self.read(&reader)) })
        case .tag: return .tag(try reader.tag(), try self.read(&reader))
        default: return reader.null() ? .null : .boolean(try reader.boolean())
        }
    }

    static func == (left: CBORItem, right: CBORItem) -> Bool { "\(left)" == "\(right)" }
}
