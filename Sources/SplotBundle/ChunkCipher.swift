import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Encrypts or decrypts a file chunk by chunk (Protocol.md §12.1).
///
/// The STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár 2015 ("Online Authenticated-Encryption and its
/// Nonce-Reuse Misuse-Resistance"): the nonce counts the chunks and marks the last, so that none can be moved, left out
/// or added. Whoever holds one must not use two copies of it, which would encrypt with one nonce twice.
struct ChunkCipher: Sendable {
    private let key: SymmetricKey

    /// The number of the next chunk.
    private(set) var number: UInt64 = 0

    init(key: SymmetricKey) { self.key = key }

    /// Encrypts the next chunk.
    mutating func seal(_ chunk: [UInt8], isLast: Bool) throws -> [UInt8] {
        let box = try ChaChaPoly.seal(chunk, using: self.key, nonce: self.nonce(isLast: isLast))
        self.number += 1
        return Array(box.ciphertext) + box.tag
    }

    /// Decrypts the next chunk; `nil`, and the same chunk is awaited again, when it is not what was encrypted.
    mutating func open(_ sealed: ArraySlice<UInt8>, isLast: Bool) -> [UInt8]? {
        guard sealed.count >= SealedFile.tagBytes, let nonce = try? self.nonce(isLast: isLast),
            let box = try? ChaChaPoly.SealedBox(
                nonce: nonce,
                ciphertext: sealed.dropLast(SealedFile.tagBytes),
                tag: sealed.suffix(SealedFile.tagBytes)
            ),
            let chunk = try? ChaChaPoly.open(box, using: self.key)
        else { return nil }
        self.number += 1
        return Array(chunk)
    }

    /// Three zero bytes, the chunk's number in eight, and 1 for the last chunk.
    private func nonce(isLast: Bool) throws -> ChaChaPoly.Nonce {
        let number = withUnsafeBytes(of: self.number.bigEndian) { Array($0) }
        return try ChaChaPoly.Nonce(data: [0, 0, 0] + number + [isLast ? 1 : 0])
    }
}
