/// A frame whose body was not read yet: 4 bytes of length, 1 byte of type, the body.
package struct RawFrame: Hashable, Sendable {
    /// The number of bytes in front of the type: the length of what follows, big-endian.
    package static let lengthBytes = 4

    /// The type byte.
    package var type: UInt8
    /// What follows it.
    package var body: [UInt8]

    /// Puts a frame together.
    package init(type: UInt8, body: [UInt8]) {
        self.type = type
        self.body = body
    }

    /// Puts a frame of a known type together.
    package init(_ type: FrameType, _ body: [UInt8]) { self.init(type: type.rawValue, body: body) }

    /// The frame's bytes on the wire.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.lengthBytes + 1 + self.body.count)
        // Bodies are bounded far below 2^32 by ``FrameLimit``.
        let length = UInt32(clamping: self.body.count + 1)
        for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
        bytes.append(self.type)
        bytes.append(contentsOf: self.body)
        return bytes
    }
}
