import Crypto
public import SplotMerge

/// The hashes of a log's Merkle tree: RFC 6962 §2.1 and RFC 9162 §2.1.1, over SHA-256.
public enum TreeHash {
    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let empty = SHA256().finalize().bytes32

    /// The hash of a leaf: SHA-256(0x00 ‖ bytes).
    ///
    /// - Parameter bytes: The leaf's bytes, whole.
    /// - Returns: The hash, which is also the root of the tree with this leaf alone.
    public static func leaf(_ bytes: [UInt8]) -> Bytes32 { self.leaf(bytes, []) }

    /// The hash of a leaf that lies in two parts, which are not copied together: SHA-256(0x00 ‖ first ‖ second).
    ///
    /// - Parameters:
    ///   - first: The leaf's bytes up to some point.
    ///   - second: The bytes from there on.
    /// - Returns: The hash of the leaf whose bytes are both parts in turn.
    public static func leaf(_ first: [UInt8], _ second: [UInt8]) -> Bytes32 {
        var hasher = SHA256()
        withUnsafeBytes(of: UInt8(0x00)) { hasher.update(bufferPointer: $0) }
        first.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        second.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return hasher.finalize().bytes32
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    ///
    /// - Parameters:
    ///   - left: The root of the tree over the node's first leaves.
    ///   - right: The root of the tree over its other leaves.
    /// - Returns: The root of the tree over all of them.
    public static func node(_ left: Bytes32, _ right: Bytes32) -> Bytes32 {
        // On the stack: this runs once for every entry of every log, and an array would cost as much as the hash.
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Bytes32.count, alignment: 1) { buffer in
            buffer[0] = 0x01
            left.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]).copyMemory(from: $0) }
            right.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[33...]).copyMemory(from: $0) }
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return hasher.finalize().bytes32
        }
    }

    /// The root of the tree over some leaves, such as the 256 of a bundle.
    ///
    /// - Parameter leafHashes: The hashes of any number of leaves, in order.
    /// - Returns: MTH of RFC 9162 §2.1.1; ``empty`` for no leaves.
    public static func root(leafHashes: [Bytes32]) -> Bytes32 {
        var hashes = leafHashes
        var count = hashes.count
        guard count > 0 else { return self.empty }
        // Level by level. An odd node at the end has no sibling yet: it goes up as it is, which gives the same tree as
        // splitting at the largest power of two.
        while count > 1 {
            let pairs = count / 2
            for index in 0..<pairs { hashes[index] = self.node(hashes[2 * index], hashes[2 * index + 1]) }
            if count % 2 == 1 { hashes[pairs] = hashes[count - 1] }
            count = pairs + count % 2
        }
        return hashes[0]
    }
}
