import Crypto
package import SplotMerge

/// The two hashes that tie an entry into its log (Protocol.md §5.2).
package enum LeafHash {
    /// The commitment to a payload: SHA-256(0x02 ‖ salt ‖ payload).
    ///
    /// - Parameters:
    ///   - payload: The payload's exact bytes.
    ///   - salt: The entry's 16-byte salt. Once it is gone, the commitment tells nothing about the payload.
    /// - Returns: The hash, which ``leaf(header:commitment:)`` covers in the payload's place.
    package static func commitment(payload: [UInt8], salt: Salt) -> Bytes32 {
        var hasher = SHA256()
        withUnsafeTemporaryAllocation(byteCount: 17, alignment: 1) { buffer in
            buffer[0] = 0x02
            salt.write(into: UnsafeMutableRawBufferPointer(rebasing: buffer[1...]))
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
        }
        payload.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return hasher.finalize().bytes32
    }

    /// The RFC 6962 leaf hash of an entry: SHA-256(0x00 ‖ 0x00 ‖ header), or SHA-256(0x00 ‖ 0x01 ‖ commitment ‖ header).
    ///
    /// The second byte says whether a commitment follows, so that no header can pass for a commitment and a shorter
    /// header.
    ///
    /// - Parameters:
    ///   - header: The header's exact bytes.
    ///   - commitment: The commitment to the payload, or `nil` for an entry without one.
    /// - Returns: The hash by which the entry stands in its log's tree.
    package static func leaf(header: [UInt8], commitment: Bytes32?) -> Bytes32 {
        var hasher = SHA256()
        withUnsafeTemporaryAllocation(byteCount: 34, alignment: 1) { buffer in
            buffer[0] = 0x00
            var count = 2
            if let commitment {
                buffer[1] = 0x01
                commitment.withBytes {
                    UnsafeMutableRawBufferPointer(rebasing: buffer[2...]).copyMemory(from: $0)
                }
                count += Bytes32.count
            } else {
                buffer[1] = 0x00
            }
            hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        header.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return hasher.finalize().bytes32
    }

    /// SHA-256 of a domain byte followed by some bytes (Protocol.md §2.3).
    package static func tagged(_ domain: UInt8, _ bytes: [UInt8]) -> Bytes32 {
        var hasher = SHA256()
        withUnsafeBytes(of: domain) { hasher.update(bufferPointer: $0) }
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return hasher.finalize().bytes32
    }
}

extension SHA256.Digest {
    var bytes32: Bytes32 {
        guard let bytes = self.withUnsafeBytes({ Bytes32(rawBytes: $0) }) else {
            preconditionFailure("SHA-256 yields 32 bytes")
        }
        return bytes
    }
}
