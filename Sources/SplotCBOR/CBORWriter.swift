/// Writes deterministic CBOR (RFC 8949 §4.2): shortest heads, definite lengths, no floating point.
///
/// The caller keeps the promise that ``array(_:)`` and ``map(_:)`` are followed by as many items as announced, and
/// that map keys come in ascending order of their encoded bytes.
package struct CBORWriter: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    /// Starts with nothing written.
    ///
    /// - Parameter capacity: How many bytes to make room for, as a hint.
    package init(capacity: Int = 0) { self.bytes.reserveCapacity(capacity) }

    /// Writes an unsigned integer (major type 0).
    package mutating func unsigned(_ value: UInt64) { self.head(0, value) }

    /// Writes an integer (major type 0 or 1).
    package mutating func integer(_ value: Int64) {
        if value >= 0 {
            self.head(0, UInt64(value))
        } else {
            // -1 - value cannot overflow: ~value is the same without the detour (RFC 8949 §3.1).
            self.head(1, UInt64(bitPattern: ~value))
        }
    }

    /// Writes a byte string (major type 2).
    package mutating func byteString(_ value: some Collection<UInt8>) {
        self.head(2, UInt64(value.count))
        self.bytes.append(contentsOf: value)
    }

    /// Writes a text string (major type 3).
    package mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            self.head(3, UInt64(utf8.count))
            self.bytes.append(contentsOf: utf8)
        }
    }

    /// Announces an array of `count` items (major type 4).
    package mutating func array(_ count: Int) { self.head(4, UInt64(count)) }

    /// Announces a map of `count` pairs (major type 5).
    package mutating func map(_ count: Int) { self.head(5, UInt64(count)) }

    /// Announces a tagged item (major type 6).
    package mutating func tag(_ number: UInt64) { self.head(6, number) }

    /// Writes `false` or `true`.
    package mutating func boolean(_ value: Bool) { self.bytes.append(value ? 0xf5 : 0xf4) }

    /// Writes `null`.
    package mutating func null() { self.bytes.append(0xf6) }

    /// Writes an item that is already encoded.
    package mutating func encoded(_ item: some Collection<UInt8>) { self.bytes.append(contentsOf: item) }

    private mutating func head(_ major: UInt8, _ argument: UInt64) {
        let major = major << 5
        switch argument {
        case 0..<24:
            self.bytes.append(major | UInt8(argument))
        case 24...0xff:
            self.bytes.append(major | 24)
            self.bytes.append(UInt8(argument))
        case 0x100...0xffff:
            self.bytes.append(major | 25)
            self.bigEndian(argument, byteCount: 2)
        case 0x1_0000...0xffff_ffff:
            self.bytes.append(major | 26)
            self.bigEndian(argument, byteCount: 4)
        default:
            self.bytes.append(major | 27)
            self.bigEndian(argument, byteCount: 8)
        }
    }

    private mutating func bigEndian(_ value: UInt64, byteCount: Int) {
        for shift in stride(from: (byteCount - 1) * 8, through: 0, by: -8) {
            self.bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }
}
