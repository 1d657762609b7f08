import Crypto
import CryptoExtras
import Foundation

/// A password as it is kept: its scrypt hash (RFC 7914) with the salt and the cost it was made with.
struct PasswordHash: Hashable, Codable, Sendable {
    /// What making a hash costs: 128 · `blockSize` · `rounds` bytes of memory, `parallelism` times over.
    struct Cost: Hashable, Codable, Sendable {
        /// N: a power of 2.
        var rounds: Int
        /// r.
        var blockSize: Int
        /// p.
        var parallelism: Int

        /// 32 MiB three times over, one of the equal choices of the OWASP Password Storage Cheat Sheet: the one that a
        /// small office machine can bear.
        static let standard = Cost(rounds: 1 << 15, blockSize: 8, parallelism: 3)

        // What a file may ask for: nobody's machine is to be kept busy by a damaged one.
        fileprivate var isSensible: Bool {
            (2...1 << 20).contains(self.rounds) && self.rounds & (self.rounds - 1) == 0
                && (1...32).contains(self.blockSize) && (1...16).contains(self.parallelism)
                && self.rounds * self.blockSize <= 1 << 22
        }
    }

    /// What it was made with.
    var cost: Cost
    /// 16 random bytes.
    var salt: Data
    /// 32 bytes.
    var hash: Data

    /// Hashes a password.
    ///
    /// - Parameters:
    ///   - password: In Unicode normalisation form C, so that it is the same from every keyboard.
    ///   - salt: 16 random bytes.
    ///   - cost: What it may cost.
    /// - Throws: What the library reports, for a cost that is out of bounds.
    init(_ password: String, salt: [UInt8], cost: Cost) throws {
        self.cost = cost
        self.salt = Data(salt)
        self.hash = try Self.derive(password, salt: self.salt, cost: cost)
    }

    /// Whether this is the password, in a time that does not tell how much of it is right.
    func isRight(_ password: String) -> Bool {
        guard self.cost.isSensible, self.hash.count == 32,
            let derived = try? Self.derive(password, salt: self.salt, cost: self.cost)
        else { return false }
        return zip(derived, self.hash).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(_ password: String, salt: Data, cost: Cost) throws -> Data {
        let text = password.precomposedStringWithCanonicalMapping
        let key = try KDF.Scrypt.deriveKey(
            from: Data(text.utf8),
            salt: salt,
            outputByteCount: 32,
            rounds: cost.rounds,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
        return key.withUnsafeBytes { Data($0) }
    }
}
