/// The header of a Zstandard frame: RFC 8878 §3.1.1.1.
struct ZstandardHeader {
    /// The size of the content, in bytes.
    let contentSize: UInt64

    /// How far back the content refers, in bytes, at most.
    let windowSize: UInt64

    /// Reads the header at the beginning of a frame.
    ///
    /// - Throws: ``LogError`` with code `malformedFrame` for what is no frame, and for a frame that does not declare
    ///   its size or that names a dictionary.
    init(_ frame: [UInt8]) throws {
        var rest = frame[...]
        guard Self.number(&rest, bytes: 4) == 0xFD2F_B528, let descriptor = rest.popFirst() else {
            throw LogError(.malformedFrame, "this is no zstd frame")
        }
        let isSingleSegment = descriptor & 0x20 != 0
        guard descriptor & 0x08 == 0 else { throw LogError(.malformedFrame, "a zstd frame sets a reserved bit") }
        guard descriptor & 0x03 == 0 else { throw LogError(.malformedFrame, "a zstd frame names a dictionary") }
        let window = isSingleSegment ? nil : rest.popFirst()
        let width = descriptor >> 6
        guard isSingleSegment || (window != nil && width > 0) else {
            throw LogError(.malformedFrame, "a zstd frame does not declare the size of its content")
        }
        guard let declared = Self.number(&rest, bytes: 1 << Int(width)) else {
            throw LogError(.malformedFrame, "a zstd frame is cut short")
        }
        // Two bytes tell the sizes from 256 on, as one byte has those below.
        self.contentSize = width == 1 ? declared + 256 : declared
        self.windowSize = window.map(Self.windowSize) ?? self.contentSize
    }

    private static func windowSize(_ descriptor: UInt8) -> UInt64 {
        let base = UInt64(1) << (10 + UInt64(descriptor >> 3))
        return base + base / 8 * UInt64(descriptor & 7)
    }

    /// Takes a number, least significant byte first.
    private static func number(_ rest: inout ArraySlice<UInt8>, bytes: Int) -> UInt64? {
        guard rest.count >= bytes else { return nil }
        defer { rest = rest.dropFirst(bytes) }
        return rest.prefix(bytes).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
