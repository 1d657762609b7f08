import Crypto
import SplotDirectory
public import SplotMerge

extension RecordVersion {
    /// A short name of the version, to tell later whether the record has changed since it was shown.
    ///
    /// 16 hexadecimal digits: the beginning of the SHA-256 digest of the entries that it names. It is the same on every
    /// node that holds the same entries of the record.
    public var token: String {
        var hash = SHA256()
        for item in self.items {
            hash.update(data: item.entry.log.hash.bytes)
            withUnsafeBytes(of: item.entry.position.bigEndian) { hash.update(bufferPointer: $0) }
            withUnsafeBytes(of: item.hashPrefix.bigEndian) { hash.update(bufferPointer: $0) }
        }
        return Bytes32(hash.finalize()).map { String($0.hex.prefix(16)) } ?? ""
    }
}

extension MergedRecord {
    /// Refuses what was decided on another version of the record than the one that is there.
    ///
    /// - Parameter token: The ``SplotMerge/RecordVersion/token`` of the version that was shown; `nil` for any.
    /// - Throws: ``NodeError`` `stale`.
    func check(version token: String?) throws {
        guard let token, token.lowercased() != self.version.token else { return }
        throw NodeError(
            .stale,
            "the record has changed since that version was shown: look at it again with "
                + "`splot show \(self.record.id)`, and use the version it gives (\(self.version.token))"
        )
    }
}
