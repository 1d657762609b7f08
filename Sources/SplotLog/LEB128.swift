import SplotCBOR

/// Unsigned LEB128: seven bits a byte, the least significant first, and the highest bit of a byte says that another
/// follows (Protocol.md §6.1; as in DWARF 5 §7.6).
///
/// Only the shortest form of a number is read, so that every number has one.
struct LEB128Reader {
    private let bytes: ArraySlice<UInt8>
    private var offset: Int

    /// Starts at the first of the given bytes.
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.offset = bytes.startIndex
    }

    /// What was not read yet.
    var rest: ArraySlice<UInt8> { self.bytes[self.offset...] }

    /// How many whole numbers some bytes hold: each ends in a byte without the highest bit.
    static func count(in bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $1 < 0x80 ? $0 + 1 : $0 }
    }

    /// Reads a number.
    ///
    /// - Parameter limit: The highest number allowed here.
    /// - Returns: The number.
    /// - Throws: ``CBORError`` `truncated` when the bytes end inside it, `notShortest` when zeros pad it, `outOfRange`
    ///   beyond the limit or beyond 64 bits.
    mutating func next(max limit: UInt64 = .max) throws(CBORError) -> UInt64 {
        let start = self.offset
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while self.offset < self.bytes.endIndex {
            let byte = self.bytes[self.offset]
            self.offset += 1
            let bits = UInt64(byte & 0x7f)
            // The tenth byte has room for one bit, and there is no eleventh.
            guard shift < 63 || (shift == 63 && bits <= 1) else { throw CBORError(.outOfRange, at: start) }
            value |= bits << shift
            shift += 7
            guard byte < 0x80 else { continue }
            guard bits != 0 || shift == 7 else { throw CBORError(.notShortest, at: start) }
            guard value <= limit else { throw CBORError(.outOfRange, at: start) }
            return value
        }
        throw CBORError(.truncated, at: start)
    }
}

extension [UInt8] {
    /// Appends a number in unsigned LEB128, in its shortest form.
    mutating func appendLEB128(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            self.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        self.append(UInt8(truncatingIfNeeded: rest))
    }
}
