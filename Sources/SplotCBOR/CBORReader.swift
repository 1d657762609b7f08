/// Reads deterministic CBOR (RFC 8949 §4.2) and refuses everything else.
///
/// Refused are lengths not in their shortest form, indefinite lengths, floating point, simple values other than
/// false, true and null, text that is not UTF-8, map keys out of order, and nesting deeper than ``maximumDepth``.
package struct CBORReader: Sendable {
    /// How deeply arrays, maps and tags may be nested in an item that is skipped.
    package static let maximumDepth = 16

    /// The type of the next item.
    package enum Major: UInt8, Sendable {
        case unsigned = 0
        case negative = 1
        case byteString = 2
        case text = 3
        case array = 4
        case map = 5
        case tag = 6
        case simple = 7
    }

    private let bytes: [UInt8]
    private let end: Int

    /// The offset of the next unread byte.
    package private(set) var offset: Int

    /// Starts at the first of the given bytes.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.offset = 0
        self.end = bytes.count
    }

    /// Whether everything was read.
    package var isAtEnd: Bool { self.offset == self.end }

    /// Throws unless everything was read.
    package func finish() throws(CBORError) {
        guard self.isAtEnd else { throw CBORError(.trailingBytes, at: self.offset) }
    }

    /// The type of the next item, without reading it.
    package func peek() throws(CBORError) -> Major {
        guard self.offset < self.end else { throw CBORError(.truncated, at: self.offset) }
        // Three bits always name one of the eight types.
        return Major(rawValue: self.bytes[self.offset] >> 5) ?? .simple
    }

    /// Whether the next item is `null`; reads it if so.
    package mutating func null() -> Bool {
        guard self.offset < self.end, self.bytes[self.offset] == 0xf6 else { return false }
        self.offset += 1
        return true
    }

    /// Reads an unsigned integer.
    ///
    /// - Parameter limit: The highest number allowed here.
    /// - Returns: The number.
    /// - Throws: ``CBORError`` `outOfRange` beyond the limit, `unexpectedType` when something else comes next,
    ///   `truncated`, `notShortest` or `notAllowed` when it is badly written.
    package mutating func unsigned(max limit: UInt64 = .max) throws(CBORError) -> UInt64 {
        let start = self.offset
        let value = try self.head(.unsigned)
        guard value <= limit else { throw CBORError(.outOfRange, at: start) }
        return value
    }

    /// Reads an integer that fits 64 bits with a sign.
    package mutating func integer() throws(CBORError) -> Int64 {
        let start = self.offset
        let isNegative = try self.peek() == .negative
        let argument = try self.head(isNegative ? .negative : .unsigned)
        guard argument <= UInt64(Int64.max) else { throw CBORError(.outOfRange, at: start) }
        return isNegative ? ~Int64(argument) : Int64(argument)
    }

    /// Reads a byte string.
    ///
    /// - Parameter limit: The highest number of bytes allowed here.
    /// - Returns: The string's bytes, without its head.
    /// - Throws: ``CBORError`` `outOfRange` beyond the limit, `unexpectedType` when something else comes next,
    ///   `truncated` when fewer bytes are left, `notShortest` or `notAllowed` for a bad length.
    package mutating func byteString(max limit: Int = .max) throws(CBORError) -> [UInt8] {
        let range = try self.stringRange(.byteString, max: limit)
        return Array(self.bytes[range])
    }

    /// Reads a byte string and leaves its bytes where they lie.
    ///
    /// - Returns: The string's bytes, without its head; their indices are offsets in the bytes read.
    package mutating func byteStringSlice() throws(CBORError) -> ArraySlice<UInt8> {
        let range = try self.stringRange(.byteString, max: .max)
        return self.bytes[range]
    }

    /// Reads a byte string of exactly `count` bytes.
    package mutating func byteString(count: Int) throws(CBORError) -> ArraySlice<UInt8> {
        let start = self.offset
        let range = try self.stringRange(.byteString, max: count)
        guard range.count == count else { throw CBORError(.outOfRange, at: start) }
        return self.bytes[range]
    }

    /// Reads a text string.
    ///
    /// - Parameter limit: The highest number of UTF-8 bytes allowed here.
    /// - Returns: The text.
    /// - Throws: ``CBORError`` `notUTF8` for other bytes, `outOfRange` beyond the limit, `unexpectedType` when
    ///   something else comes next, `truncated` when fewer bytes are left, `notShortest` or `notAllowed` for a bad
    ///   length.
    package mutating func text(max limit: Int = .max) throws(CBORError) -> String {
        let start = self.offset
        let range = try self.stringRange(.text, max: limit)
        guard let text = self.text(in: range) else { throw CBORError(.notUTF8, at: start) }
        return text
    }

    /// The text that stands somewhere; `nil` when the bytes are not UTF-8.
    ///
    /// The library repairs what is not UTF-8, which gives other bytes. That costs a fraction of `String(validating:)`,
    /// which looks up its generic types each time.
    private func text(in range: Range<Int>) -> String? {
        self.bytes.withUnsafeBufferPointer { buffer in
            let bytes = UnsafeBufferPointer(rebasing: buffer[range])
            var text = String(unsafeUninitializedCapacity: bytes.count) { $0.initialize(fromContentsOf: bytes) }
            return text.withUTF8 { $0.elementsEqual(bytes) } ? text : nil
        }
    }

    private func isASCII(_ range: Range<Int>) -> Bool { self.bytes[range].allSatisfy { $0 < 0x80 } }

    /// Reads the head of an array.
    ///
    /// - Parameter limit: The highest number of items allowed here.
    /// - Returns: The number of items that follow.
    /// - Throws: ``CBORError`` `outOfRange` beyond the limit, `unexpectedType` when something else comes next,
    ///   `truncated` for more items than bytes are left, `notShortest` or `notAllowed` for a bad count.
    package mutating func array(max limit: Int = .max) throws(CBORError) -> Int {
        try self.count(.array, max: limit)
    }

    /// Reads the head of a map.
    ///
    /// - Parameter limit: The highest number of pairs allowed here.
    /// - Returns: The number of pairs that follow; the caller checks their order.
    /// - Throws: ``CBORError`` `outOfRange` beyond the limit, `unexpectedType` when something else comes next,
    ///   `truncated` for more pairs than bytes are left, `notShortest` or `notAllowed` for a bad count.
    package mutating func map(max limit: Int = .max) throws(CBORError) -> Int {
        try self.count(.map, max: limit)
    }

    /// Reads the number of a tag.
    package mutating func tag() throws(CBORError) -> UInt64 { try self.head(.tag) }

    /// Reads `false` or `true`.
    package mutating func boolean() throws(CBORError) -> Bool {
        guard self.offset < self.end else { throw CBORError(.truncated, at: self.offset) }
        switch self.bytes[self.offset] {
        case 0xf4:
            self.offset += 1
            return false
        case 0xf5:
            self.offset += 1
            return true
        default:
            throw CBORError(.unexpectedType, at: self.offset)
        }
    }

    /// Reads one item of any type, with everything inside it, and checks that it is deterministic CBOR.
    ///
    /// - Returns: The item's exact bytes.
    package mutating func item() throws(CBORError) -> ArraySlice<UInt8> {
        let start = self.offset
        try self.skip(depth: 0)
        return self.bytes[start..<self.offset]
    }

    private mutating func skip(depth: Int) throws(CBORError) {
        guard depth < Self.maximumDepth else { throw CBORError(.tooDeep, at: self.offset) }
        switch try self.peek() {
        case .unsigned:
            _ = try self.head(.unsigned)
        case .negative:
            _ = try self.head(.negative)
        case .byteString:
            _ = try self.stringRange(.byteString, max: .max)
        case .text:
            let start = self.offset
            let range = try self.stringRange(.text, max: .max)
            guard self.isASCII(range) || self.text(in: range) != nil else { throw CBORError(.notUTF8, at: start) }
        case .array:
            for _ in 0..<(try self.array()) { try self.skip(depth: depth + 1) }
        case .map:
            var previous: ArraySlice<UInt8> = []
            for _ in 0..<(try self.map()) {
                let start = self.offset
                try self.skip(depth: depth + 1)
                let key = self.bytes[start..<self.offset]
                guard previous.lexicographicallyPrecedes(key) else {
                    throw CBORError(.mapKeysNotAscending, at: start)
                }
                previous = key
                try self.skip(depth: depth + 1)
            }
        case .tag:
            _ = try self.head(.tag)
            try self.skip(depth: depth + 1)
        case .simple:
            guard (0xf4...0xf6).contains(self.bytes[self.offset]) else {
                throw CBORError(.notAllowed, at: self.offset)
            }
            self.offset += 1
        }
    }

    private mutating func count(_ major: Major, max limit: Int) throws(CBORError) -> Int {
        let start = self.offset
        let count = try self.head(major)
        // An item takes at least one byte: a count beyond what is left cannot be true.
        let left = UInt64(self.end - self.offset)
        guard count <= left else { throw CBORError(.truncated, at: start) }
        guard count <= UInt64(limit) else { throw CBORError(.outOfRange, at: start) }
        return Int(count)
    }

    private mutating func stringRange(_ major: Major, max limit: Int) throws(CBORError) -> Range<Int> {
        let start = self.offset
        let count = try self.head(major)
        guard count <= UInt64(self.end - self.offset) else { throw CBORError(.truncated, at: start) }
        guard count <= UInt64(limit) else { throw CBORError(.outOfRange, at: start) }
        let range = self.offset..<(self.offset + Int(count))
        self.offset = range.upperBound
        return range
    }

    private mutating func head(_ expected: Major) throws(CBORError) -> UInt64 {
        let start = self.offset
        guard try self.peek() == expected else { throw CBORError(.unexpectedType, at: start) }
        let additional = self.bytes[start] & 0x1f
        self.offset += 1
        if additional < 24 { return UInt64(additional) }
        let byteCount: Int
        let lowest: UInt64
        switch additional {
        case 24: (byteCount, lowest) = (1, 24)
        case 25: (byteCount, lowest) = (2, 0x100)
        case 26: (byteCount, lowest) = (4, 0x1_0000)
        case 27: (byteCount, lowest) = (8, 0x1_0000_0000)
        default: throw CBORError(.notAllowed, at: start)
        }
        guard self.end - self.offset >= byteCount else { throw CBORError(.truncated, at: start) }
        var argument: UInt64 = 0
        for _ in 0..<byteCount {
            argument = argument << 8 | UInt64(self.bytes[self.offset])
            self.offset += 1
        }
        guard argument >= lowest else { throw CBORError(.notShortest, at: start) }
        return argument
    }
}
