/// The name under which a record is displayed: a UUID (RFC 9562), held in place.
///
/// Splot's are of version 8, computed from the log and the position of the entry that created the record; this type
/// holds any. Ordered as the bytes are, first byte first.
public struct RecordUUID: Hashable, Sendable {
    /// The first eight bytes, as a big-endian number.
    public let high: UInt64

    /// The last eight bytes, as a big-endian number.
    public let low: UInt64

    /// Puts a UUID together from its two halves.
    ///
    /// - Parameters:
    ///   - high: The first eight bytes, as a big-endian number.
    ///   - low: The last eight bytes, as a big-endian number.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads sixteen bytes.
    ///
    /// Gives `nil` when there are fewer or more.
    ///
    /// - Parameter bytes: Exactly 16 bytes.
    public init?(bytes: some Sequence<UInt8>) {
        var words: (high: UInt64, low: UInt64) = (0, 0)
        var count = 0
        for byte in bytes {
            switch count {
            case 0..<8: words.high = words.high << 8 | UInt64(byte)
            case 8..<16: words.low = words.low << 8 | UInt64(byte)
            default: return nil
            }
            count += 1
        }
        guard count == 16 else { return nil }
        self.init(high: words.high, low: words.low)
    }

    /// Reads the text form of RFC 9562 section 4: 8-4-4-4-12 hexadecimal digits, upper or lower case.
    ///
    /// Gives `nil` for anything else.
    ///
    /// - Parameter text: The text form, without braces or `urn:uuid:`.
    public init?(_ text: some StringProtocol) {
        var words: (high: UInt64, low: UInt64) = (0, 0)
        var digits = 0
        var index = 0
        for character in text.utf8 {
            if Self.dashes.contains(index) {
                guard character == UInt8(ascii: "-") else { return nil }
            } else {
                guard let nibble = Self.nibble(character), digits < 32 else { return nil }
                if digits < 16 {
                    words.high = words.high << 4 | nibble
                } else {
                    words.low = words.low << 4 | nibble
                }
                digits += 1
            }
            index += 1
        }
        guard digits == 32, index == 36 else { return nil }
        self.init(high: words.high, low: words.low)
    }

    /// The sixteen bytes, first byte first.
    public var bytes: [UInt8] {
        [self.high, self.low]
            .flatMap { word in
                stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
            }
    }

    // Where the text form has its dashes.
    private static let dashes = [8, 13, 18, 23]

    private static func nibble(_ character: UInt8) -> UInt64? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(character - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(character - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(character - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension RecordUUID: Comparable {
    /// Whether `left` comes first in the order of the bytes.
    public static func < (left: RecordUUID, right: RecordUUID) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

extension RecordUUID: CustomStringConvertible {
    /// The text form of RFC 9562 section 4, in lower case.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for byte in self.bytes {
            if Self.dashes.contains(text.count) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
