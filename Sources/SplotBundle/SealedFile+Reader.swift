public import SplotMerge

extension SealedFile {
    /// Decrypts a file that was encrypted to a node, from pieces of any size.
    ///
    /// It gives out only chunks that are whole, in place and as they were encrypted. That none is missing at the end is
    /// known only when ``finish()`` returns.
    public struct Reader: ~Copyable, Sendable {
        private enum Stage: Sendable {
            /// The first line and the length of the list of recipients come next.
            case opening
            /// The list of recipients comes next; it ends so many bytes behind the beginning of the file.
            case recipients(end: Int)
            /// Chunks come next.
            case chunks(ChunkCipher)
            /// Something was wrong, and nothing more is read.
            case failed(BundleError)
        }

        private static let openingBytes = SealedFile.magic.count + 4
        private static let sealedBytes = SealedFile.chunkBytes + SealedFile.tagBytes

        private let log: LogID
        private let key: BundleKey
        private var stage = Stage.opening
        private var pending: [UInt8] = []

        /// Begins to read a file.
        ///
        /// - Parameters:
        ///   - log: The log that the reading node writes.
        ///   - key: Its private key.
        public init(log: LogID, key: BundleKey) {
            self.log = log
            self.key = key
        }

        /// Decrypts more bytes.
        ///
        /// - Parameter bytes: What comes next in the file, as many as there are.
        /// - Returns: What could be decrypted, whole chunks; often nothing yet.
        /// - Throws: ``BundleError`` `notABundle`, `newerVersion`, `notForUs`, `wrongKey` or `damaged`, and the same
        ///   again for whatever is appended later.
        public mutating func append(_ bytes: [UInt8]) throws -> [UInt8] {
            var plain: [UInt8] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = rest.prefix(try self.wanted() - self.pending.count)
                self.pending += part
                rest = rest.dropFirst(part.count)
                guard self.pending.count == (try self.wanted()) else { break }
                do {
                    plain += try self.advance()
                } catch {
                    self.stage = .failed(error)
                    throw error
                }
            }
            return plain
        }

        /// Ends the file.
        ///
        /// - Returns: The last of what was encrypted.
        /// - Throws: ``BundleError`` `truncated` or `damaged` when the file does not end here, and what
        ///   ``append(_:)`` throws.
        public consuming func finish() throws -> [UInt8] {
            switch self.stage {
            case .opening:
                try Self.checkMagic(self.pending.prefix(SealedFile.magic.count))
                throw BundleError.truncated
            case .recipients:
                throw BundleError.truncated
            case .chunks(var cipher):
                return try Self.lastChunk(self.pending[...], with: &cipher)
            case .failed(let error):
                throw error
            }
        }

        /// How many bytes must have come before anything can be done with them.
        private func wanted() throws(BundleError) -> Int {
            switch self.stage {
            case .opening: Self.openingBytes
            case .recipients(let end): end
            // One byte more than a chunk tells that it is not the last.
            case .chunks: Self.sealedBytes + 1
            case .failed(let error): throw error
            }
        }

        private mutating func advance() throws(BundleError) -> [UInt8] {
            switch self.stage {
            case .opening:
                try Self.checkMagic(self.pending.prefix(SealedFile.magic.count))
                let count = self.pending.suffix(4).reduce(0) { $0 << 8 | Int($1) }
                guard count > 0, count <= SealedHead.maximumBytes else { throw .damaged }
                self.stage = .recipients(end: Self.openingBytes + count)
                return []
            case .recipients:
                let head = try SealedHead(self.pending)
                let fileKey = try head.fileKey(for: self.log, with: self.key)
                self.stage = .chunks(ChunkCipher(key: head.chunkKey(fileKey)))
                self.pending = []
                return []
            case .chunks(var cipher):
                let sealed = self.pending.prefix(Self.sealedBytes)
                guard let chunk = cipher.open(sealed, isLast: false) else {
                    throw cipher.open(sealed, isLast: true) == nil ? .damaged : .trailingBytes
                }
                self.stage = .chunks(cipher)
                self.pending = Array(self.pending.suffix(1))
                return chunk
            case .failed(let error):
                throw error
            }
        }

        private static func lastChunk(
            _ sealed: ArraySlice<UInt8>,
            with cipher: inout ChunkCipher
        ) throws(BundleError) -> [UInt8] {
            guard sealed.count >= SealedFile.tagBytes else { throw .truncated }
            let isFirst = cipher.number == 0
            guard let chunk = cipher.open(sealed, isLast: true) else {
                // A whole chunk that others should follow tells that they are gone.
                throw cipher.open(sealed, isLast: false) == nil ? .damagedOrTruncated : .truncated
            }
            // A file has one form: only that of no bytes ends with an empty chunk.
            guard isFirst || !chunk.isEmpty else { throw .damaged }
            return chunk
        }

        private static func checkMagic(_ bytes: ArraySlice<UInt8>) throws(BundleError) {
            guard !SealedFile.magic.starts(with: bytes) else { return }
            let name = SealedFile.magic.dropLast(2)
            guard bytes.starts(with: name) else { throw .notABundle }
            let version = bytes.dropFirst(name.count)
            // "1" with another byte behind it than the newline: a program took the file for text, and changed its lines.
            guard version.first != UInt8(ascii: "1") || version.last.map(Self.isDigit) == true else { throw .damaged }
            throw version.first.map(Self.isDigit) == true ? .newerVersion : .notABundle
        }

        private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    }
}
