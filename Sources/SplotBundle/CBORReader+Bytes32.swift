import SplotCBOR
import SplotMerge

extension CBORReader {
    /// Reads a byte string of 32 bytes: a hash, an id or a key.
    mutating func bytes32() throws(CBORError) -> Bytes32 {
        let offset = self.offset
        guard let bytes = Bytes32(try self.byteString(count: Bytes32.count)) else {
            throw CBORError(.outOfRange, at: offset)
        }
        return bytes
    }
}
