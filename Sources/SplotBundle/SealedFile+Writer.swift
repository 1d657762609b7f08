extension SealedFile {
    /// Encrypts a file to some nodes.
    ///
    /// The file is ``head``, then everything that ``append(_:)`` returns, in order, then what ``finish()`` returns.
    /// A writer cannot be copied: two copies would encrypt different bytes with the same key and nonce.
    public struct Writer: ~Copyable, Sendable {
        /// What the file begins with.
        public let head: [UInt8]

        private var cipher: ChunkCipher
        private var pending: [UInt8] = []

        /// Begins a file.
        ///
        /// - Parameters:
        ///   - recipients: The nodes that shall be able to read it, 1 to 512.
        ///   - generator: Where the file's key comes from; a system generator outside of tests. The ephemeral key by
        ///     which the file's key is sealed to each node is drawn by the cryptographic library itself, so that two
        ///     files from one seed differ.
        /// - Throws: ``BundleError`` `noRecipient`, `tooManyRecipients`, or `unusableKey`.
        public init(for recipients: [Recipient], using generator: inout some RandomNumberGenerator) throws {
            let fileKey = (0..<SealedHead.keyBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            let head = try SealedHead(sealing: fileKey, to: recipients)
            self.head = head.bytes
            self.cipher = ChunkCipher(key: head.chunkKey(fileKey))
        }

        /// Encrypts more bytes.
        ///
        /// - Parameter bytes: What comes next, as many as there are.
        /// - Returns: What to write to the file, whole chunks; often nothing yet.
        /// - Throws: What the cryptographic library throws when it cannot encrypt.
        public mutating func append(_ bytes: [UInt8]) throws -> [UInt8] {
            var sealed: [UInt8] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                // A full chunk waits until something follows, since the last one is marked.
                if self.pending.count == SealedFile.chunkBytes {
                    sealed += try self.cipher.seal(self.pending, isLast: false)
                    self.pending.removeAll(keepingCapacity: true)
                }
                let part = rest.prefix(SealedFile.chunkBytes - self.pending.count)
                self.pending += part
                rest = rest.dropFirst(part.count)
            }
            return sealed
        }

        /// Ends the file.
        ///
        /// - Returns: What to write to the file at last. Without it the file is refused as cut short.
        /// - Throws: What the cryptographic library throws when it cannot encrypt.
        public consuming func finish() throws -> [UInt8] { try self.cipher.seal(self.pending, isLast: true) }
    }
}
