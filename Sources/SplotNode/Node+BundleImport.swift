import SplotBundle
import SplotStore

extension Node {
    /// Takes what an offline bundle brings, checked like what a sync brings.
    ///
    /// A batch at a time is held in memory and committed. Taking the same bundle twice changes nothing. What is wrong
    /// with the file, or in it, is a result and not an error; what came before stays.
    ///
    /// - Parameters:
    ///   - isRehearsal: Whether only to decrypt and check, and store nothing.
    ///   - progress: Told how many bytes of the file were read so far.
    ///   - read: Gives the next bytes of the file, as many as there are at hand; none at its end.
    /// - Returns: What the bundle has brought, or would bring.
    /// - Throws: ``NodeError`` `keyMissing` when this node has no key for bundles; `StoreError`; what `read` throws.
    public func importBundle(
        isRehearsal: Bool = false,
        progress: @escaping @Sendable (_ bytes: UInt64) -> Void = { _ in },
        read: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> BundleImport {
        let replica = NodeReplica(node: self)
        let target: any BundleTarget = isRehearsal ? BundleRehearsal(replica) : replica
        var importing = BundleImporting(into: target, isRehearsal: isRehearsal)
        var reader = SealedFile.Reader(log: self.log, key: try self.bundleKey())
        do {
            while true {
                let bytes = try await read()
                if bytes.isEmpty { break }
                // No more than a chunk at once: what one brought counts, whatever the next one turns out to be.
                for start in stride(from: 0, to: bytes.count, by: SealedFile.chunkBytes) {
                    let piece = Array(bytes[start..<min(start + SealedFile.chunkBytes, bytes.count)])
                    importing.read(bytes: piece.count)
                    try await importing.append(reader.append(piece))
                    progress(importing.result.bytes)
                }
            }
            try await importing.finish(reader.finish())
        } catch {
            guard let fault = BundleImport.Fault(error) else { throw error }
            importing.end(with: fault)
        }
        if !isRehearsal { try await self.mergeWaiting() }
        return importing.result
    }
}
