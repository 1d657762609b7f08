/// Deterministic CBOR (Protocol.md §2.1) by a few lines of its own, so that the reader under test is not its own judge.
struct PlainCBOR {
    private let bytes: [UInt8]
    private var offset = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether bytes are exactly one item, nested no deeper than allowed; an item alone is at depth 1.
    static func isItem(_ bytes: [UInt8], maximumDepth: Int) -> Bool {
        var reader = PlainCBOR(bytes)
        return reader.item(maximumDepth) && reader.offset == bytes.count
    }

    /// Reads one item; `false` when there is none that may stand here.
    private mutating func item(_ depth: Int) -> Bool {
        guard depth > 0, self.offset < self.bytes.count else { return false }
        let first = self.bytes[self.offset]
        guard first >> 5 < 7 else {
            self.offset += 1
            return [0xf4, 0xf5, 0xf6].contains(first)
        }
        guard let argument = self.argument() else { return false }
        switch first >> 5 {
        case 0, 1: return true
        case 2: return self.string(argument) != nil
        case 3: return self.string(argument).map { String(validating: $0, as: UTF8.self) != nil } ?? false
        case 4: return self.items(argument, depth - 1)
        case 5: return self.pairs(argument, depth - 1)
        default: return self.item(depth - 1)
        }
    }

    private mutating func argument() -> UInt64? {
        let additional = self.bytes[self.offset] & 0x1f
        self.offset += 1
        guard additional >= 24 else { return UInt64(additional) }
        guard additional < 28 else { return nil }
        let count = 1 << (Int(additional) - 24)
        guard self.bytes.count - self.offset >= count else { return nil }
        let value = self.bytes[self.offset..<(self.offset + count)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self.offset += count
        // The next shorter form would do for what fits half the bytes, or, of one byte, for what is below 24.
        let isShortest = count == 1 ? value >= 24 : value >> (UInt64(count) * 4) > 0
        return isShortest ? value : nil
    }

    private mutating func string(_ count: UInt64) -> ArraySlice<UInt8>? {
        guard count <= UInt64(self.bytes.count - self.offset) else { return nil }
        let start = self.offset
        self.offset += Int(count)
        return self.bytes[start..<self.offset]
    }

    private mutating func items(_ count: UInt64, _ depth: Int) -> Bool {
        var rest = count
        while rest > 0 {
            guard self.item(depth) else { return false }
            rest -= 1
        }
        return true
    }

    private mutating func pairs(_ count: UInt64, _ depth: Int) -> Bool {
        var keys: [[UInt8]] = []
        var rest = count
        while rest > 0 {
            let start = self.offset
            guard self.item(depth) else { return false }
            keys.append(Array(self.bytes[start..<self.offset]))
            guard self.item(depth) else { return false }
            rest -= 1
        }
        return zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }
    }
}
