import SplotBundle
import SplotMerge
import SplotTesting
import Testing

/// A node that bundles can be encrypted to.
struct Office {
    let log: LogID
    let key: BundleKey

    init(_ number: UInt8) throws {
        self.log = LogID(try #require(Bytes32(repeatElement(number, count: 32))))
        var generator = SeededGenerator(seed: UInt64(number))
        self.key = try BundleKey.generate(using: &generator)
    }

    var recipient: SealedFile.Recipient { SealedFile.Recipient(log: self.log, key: self.key.publicKey) }

    /// Encrypts bytes to some offices.
    static func seal(_ bytes: [UInt8], for offices: [Office], pieces: Int = .max) throws -> [UInt8] {
        try self.seal(bytes, for: offices.map(\.recipient), pieces: pieces)
    }

    /// Encrypts bytes to some recipients.
    static func seal(
        _ bytes: [UInt8],
        for recipients: [SealedFile.Recipient],
        pieces: Int = .max
    ) throws -> [UInt8] {
        var generator = SeededGenerator(seed: 99)
        var writer = try SealedFile.Writer(for: recipients, using: &generator)
        var file = writer.head
        for piece in bytes.pieces(of: pieces) { file += try writer.append(piece) }
        return try file + writer.finish()
    }

    /// Decrypts a file.
    func open(_ file: [UInt8], pieces: Int = .max) throws -> [UInt8] {
        var reader = SealedFile.Reader(log: self.log, key: self.key)
        var plain: [UInt8] = []
        for piece in file.pieces(of: pieces) { plain += try reader.append(piece) }
        return try plain + reader.finish()
    }

    /// Why a file is refused; `nil` when it is not.
    func refusal(of file: [UInt8], pieces: Int = .max) throws -> BundleError.Code? {
        do {
            _ = try self.open(file, pieces: pieces)
            return nil
        } catch let error as BundleError {
            return error.code
        }
    }
}

extension [UInt8] {
    /// Consecutive pieces; the last may be smaller.
    func pieces(of size: Int) -> [[UInt8]] {
        stride(from: 0, to: self.count, by: Swift.min(size, Swift.max(1, self.count)))
            .map { Array(self[$0..<Swift.min($0 + Swift.min(size, self.count), self.count)]) }
    }

    /// Bytes that do not repeat soon.
    static func sample(_ count: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: UInt64(count))
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// The bytes that hexadecimal digits stand for.
    init(hex: String) {
        let digits = [Character](hex)
        self = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    }
}
