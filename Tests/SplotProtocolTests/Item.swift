/// A CBOR item, encoded by a few lines of its own, so that expected bytes do not come from the code under test.
indirect enum Item {
    case unsigned(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([Item])
    case boolean(Bool)

    var encoded: [UInt8] {
        switch self {
        case .unsigned(let number): Self.head(0x00, number)
        case .bytes(let bytes): Self.head(0x40, UInt64(bytes.count)) + bytes
        case .text(let text): Self.head(0x60, UInt64(text.utf8.count)) + text.utf8
        case .array(let items): Self.head(0x80, UInt64(items.count)) + items.flatMap(\.encoded)
        case .boolean(let value): [value ? 0xf5 : 0xf4]
        }
    }

    private static func head(_ type: UInt8, _ number: UInt64) -> [UInt8] {
        if number < 24 { return [type | UInt8(number)] }
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
        let (extra, count): (UInt8, Int) =
            number < 0x100 ? (24, 1) : number < 0x1_0000 ? (25, 2) : number < 0x1_0000_0000 ? (26, 4) : (27, 8)
        return [type | extra] + bytes.suffix(count)
    }
}
