import CZstd

/// Compresses to and reads from single Zstandard frames (RFC 8878) of a declared size.
///
/// A frame comes from anyone. So its header is read first, by hand, and nothing is allocated before the declared size
/// and window were found to be permitted.
package enum Zstandard {
    /// The largest window a frame may ask for, in bytes: 8 MiB, which RFC 8878 §3.1.1.1.2 wants every decoder to have.
    package static let maximumWindow: UInt64 = 8 * 1_024 * 1_024

    /// Compresses bytes to one frame that declares its content's size and has no checksum: the hashes of the tree
    /// protect the content.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - level: How hard to try, 1 to 19. Higher levels would use larger windows than ``maximumWindow``.
    /// - Returns: One frame.
    /// - Throws: ``LogError`` with code `outOfRange` for another level, `tooLarge` when zstd cannot compress so much.
    package static func compress(_ bytes: [UInt8], level: Int) throws -> [UInt8] {
        guard (1...19).contains(level) else { throw LogError(.outOfRange, "a zstd level is 1 to 19") }
        let bound = ZSTD_compressBound(bytes.count)
        guard ZSTD_isError(bound) == 0 else { throw LogError(.tooLarge, "zstd cannot compress so much at once") }
        return try [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            let result = bytes.withUnsafeBytes {
                ZSTD_compress(buffer.baseAddress, bound, $0.baseAddress, $0.count, Int32(level))
            }
            guard ZSTD_isError(result) == 0 else { throw LogError(.tooLarge, "zstd found no memory to compress with") }
            count = result
        }
    }

    /// The size of a frame's content, as its header declares it.
    ///
    /// - Parameters:
    ///   - frame: A frame, of which only the header is looked at.
    ///   - maximum: The largest content accepted, in bytes.
    /// - Returns: The size, in bytes.
    /// - Throws: ``LogError`` with code `tooLarge` for a larger one, `malformedFrame` for what is no frame.
    package static func contentSize(of frame: [UInt8], maximum: Int) throws -> Int {
        guard let size = Int(exactly: try ZstandardHeader(frame).contentSize), size <= maximum else {
            throw LogError(.tooLarge, "a zstd frame holds more than \(maximum) bytes")
        }
        return size
    }

    /// Reads the content of one frame.
    ///
    /// - Parameters:
    ///   - frame: Exactly one frame, which declares its content's size, names no dictionary and has a window of at most
    ///     ``maximumWindow``. Its checksum is verified when it has one.
    ///   - maximumSize: The largest content accepted, in bytes.
    /// - Returns: The content, of exactly the declared size.
    /// - Throws: ``LogError`` with code `tooLarge` for a larger content or window, `malformedFrame` for anything else
    ///   that is not such a frame.
    package static func decompress(_ frame: [UInt8], maximumSize: Int) throws -> [UInt8] {
        let header = try ZstandardHeader(frame)
        guard header.windowSize <= self.maximumWindow else { throw LogError(.tooLarge, "a zstd window is too large") }
        guard let size = Int(exactly: header.contentSize), size <= maximumSize else {
            throw LogError(.tooLarge, "a zstd frame holds more than \(maximumSize) bytes")
        }
        let length = frame.withUnsafeBytes { ZSTD_findFrameCompressedSize($0.baseAddress, $0.count) }
        guard ZSTD_isError(length) == 0, length == frame.count else {
            throw LogError(.malformedFrame, "a zstd frame is cut short, damaged, or followed by other bytes")
        }
        return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let result = frame.withUnsafeBytes { ZSTD_decompress(buffer.baseAddress, size, $0.baseAddress, $0.count) }
            guard ZSTD_isError(result) == 0, result == size else {
                throw LogError(.malformedFrame, "a zstd frame is damaged")
            }
            count = result
        }
    }
}
