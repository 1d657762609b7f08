/// Thirty-two bytes held in place, such as a SHA-256 digest or an Ed25519 public key.
///
/// Ordered as the bytes are, first byte first.
public struct Bytes32: Hashable, Sendable {
    // Big-endian words, so that comparing words in order compares bytes in order.
    private let word0: UInt64
    private let word1: UInt64
    private let word2: UInt64
    private let word3: UInt64

    /// The number of bytes: 32.
    public static let count = 32

    /// Reads thirty-two bytes; `nil` when there are fewer or more.
    ///
    /// - Parameter bytes: Exactly 32 bytes.
    public init?(_ bytes: some Sequence<UInt8>) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var count = 0
        for byte in bytes {
            switch count >> 3 {
            case 0: words.0 = words.0 << 8 | UInt64(byte)
            case 1: words.1 = words.1 << 8 | UInt64(byte)
            case 2: words.2 = words.2 << 8 | UInt64(byte)
            case 3: words.3 = words.3 << 8 | UInt64(byte)
            default: return nil
            }
            count += 1
        }
        guard count == Self.count else { return nil }
        (self.word0, self.word1, self.word2, self.word3) = words
    }

    /// Reads thirty-two bytes where they lie, without the cost of a sequence.
    ///
    /// - Parameter rawBytes: Exactly 32 bytes, at any alignment; otherwise the result is `nil`.
    public init?(rawBytes: UnsafeRawBufferPointer) {
        guard rawBytes.count == Self.count else { return nil }
        self.word0 = UInt64(bigEndian: rawBytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
        self.word1 = UInt64(bigEndian: rawBytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        self.word2 = UInt64(bigEndian: rawBytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        self.word3 = UInt64(bigEndian: rawBytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    }

    /// The bytes, first byte first.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.count) { buffer, count in
            self.write(into: UnsafeMutableRawBufferPointer(buffer))
            count = Self.count
        }
    }

    /// Lower-case hexadecimal, 64 characters.
    public var hex: String { Self.hex(self.bytes) }

    /// Reads 64 hexadecimal digits, upper or lower case; `nil` for anything else.
    ///
    /// - Parameter hex: Exactly 64 hexadecimal digits.
    public init?(hex: some StringProtocol) {
        let digits = Array(hex.utf8)
        guard digits.count == 2 * Self.count else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.count)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.init(bytes)
    }

    /// The first four bytes as a big-endian number, as a context quotes an entry's hash.
    public var prefix4: UInt32 { UInt32(truncatingIfNeeded: self.word0 >> 32) }

    /// Runs a closure on the thirty-two bytes without allocating.
    ///
    /// - Parameter body: Receives the bytes, first byte first; the pointer is valid only during the call.
    /// - Returns: What `body` returns.
    @inlinable
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
            self.write(into: buffer)
            return try body(UnsafeRawBufferPointer(buffer))
        }
    }

    @usableFromInline
    func write(into buffer: UnsafeMutableRawBufferPointer) {
        buffer.storeBytes(of: self.word0.bigEndian, toByteOffset: 0, as: UInt64.self)
        buffer.storeBytes(of: self.word1.bigEndian, toByteOffset: 8, as: UInt64.self)
        buffer.storeBytes(of: self.word2.bigEndian, toByteOffset: 16, as: UInt64.self)
        buffer.storeBytes(of: self.word3.bigEndian, toByteOffset: 24, as: UInt64.self)
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Bytes32: Comparable {
    /// Whether `left` comes first in the order of the bytes.
    public static func < (left: Bytes32, right: Bytes32) -> Bool {
        if left.word0 != right.word0 { return left.word0 < right.word0 }
        if left.word1 != right.word1 { return left.word1 < right.word1 }
        if left.word2 != right.word2 { return left.word2 < right.word2 }
        return left.word3 < right.word3
    }
}

extension Bytes32: CustomStringConvertible {
    /// The same as ``hex``.
    public var description: String { self.hex }
}
