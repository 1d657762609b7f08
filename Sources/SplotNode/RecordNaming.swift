import SplotDirectory
import SplotLog
import SplotMerge

extension RecordID {
    /// The record's UUID, version 8 (RFC 9562 §5.8): the first 128 bits of SHA-256(0x05 ‖ log ‖ position as 8 bytes,
    /// big-endian), with version and variant put in (Protocol.md §8.2).
    var uuid: RecordUUID {
        var input = self.creator.log.hash.bytes
        withUnsafeBytes(of: self.creator.position.bigEndian) { input.append(contentsOf: $0) }
        var bytes = Array(LeafHash.tagged(0x05, input).bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x80
        bytes[8] = bytes[8] & 0x3f | 0x80
        guard let uuid = RecordUUID(bytes: bytes) else { preconditionFailure("16 bytes are a UUID") }
        return uuid
    }
}
