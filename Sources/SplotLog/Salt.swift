import Crypto

/// Sixteen secret bytes: an entry's salt, or a node of the tree that salts are derived from (Protocol.md §5.3).
package struct Salt: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// The number of bytes: 16.
    package static let count = 16

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads sixteen bytes; `nil` when there are fewer or more.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
        }
        self.init(high: words.0, low: words.1)
    }

    /// Draws a fresh node.
    package static func random(using generator: inout some RandomNumberGenerator) -> Salt {
        Salt(high: generator.next(), low: generator.next())
    }

    /// The sixteen bytes.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.count) { buffer, count in
            self.write(into: UnsafeMutableRawBufferPointer(buffer))
            count = Self.count
        }
    }

    /// The two nodes below this one: the halves of SHA-256(0x03 ‖ node), the step of the GGM construction.
    ///
    /// Neither half tells anything about the other or about this node, so that a salt can be destroyed while its
    /// neighbours stay.
    package var children: (left: Salt, right: Salt) {
        let digest = withUnsafeTemporaryAllocation(byteCount: 17, alignment: 1) { buffer in
            buffer[0] = 0x03
            self.write(into: UnsafeMutableRawBufferPointer(rebasing: buffer[1...]))
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return hasher.finalize()
        }
        return digest.withUnsafeBytes { bytes in
            func word(_ offset: Int) -> UInt64 {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
            return (Salt(high: word(0), low: word(8)), Salt(high: word(16), low: word(24)))
        }
    }

    func write(into buffer: UnsafeMutableRawBufferPointer) {
        buffer.storeBytes(of: self.high.bigEndian, toByteOffset: 0, as: UInt64.self)
        buffer.storeBytes(of: self.low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }
}
