import SplotBundle
import SplotSync

/// Frames on their way into the sealed file of an offline bundle.
struct SealedFrames: ~Copyable {
    private var writer: SealedFile.Writer
    private let write: @Sendable ([UInt8]) async throws -> Void
    private var byteCount: UInt64 = 0

    /// Begins a file; nothing is written yet.
    ///
    /// - Parameters:
    ///   - recipients: The nodes that shall be able to read it.
    ///   - environment: Where the file's key comes from.
    ///   - write: Gets the bytes of the file, in order.
    /// - Throws: `BundleError` when nothing can be encrypted to a recipient.
    init(
        for recipients: [SealedFile.Recipient],
        environment: NodeEnvironment,
        write: @escaping @Sendable ([UInt8]) async throws -> Void
    ) throws {
        var chance = Chance(environment: environment)
        self.writer = try SealedFile.Writer(for: recipients, using: &chance)
        self.write = write
    }

    /// Writes what the file begins with.
    mutating func begin() async throws { try await self.hand(self.writer.head) }

    /// Encrypts a frame, and writes what is full.
    mutating func send(_ frame: Frame) async throws { try await self.hand(self.writer.append(frame.raw.bytes)) }

    /// Ends the file.
    ///
    /// - Returns: How many bytes it has.
    consuming func finish() async throws -> UInt64 {
        let (count, write) = (self.byteCount, self.write)
        let rest = try self.writer.finish()
        try await write(rest)
        return count + UInt64(rest.count)
    }

    private mutating func hand(_ bytes: [UInt8]) async throws {
        guard !bytes.isEmpty else { return }
        self.byteCount += UInt64(bytes.count)
        try await self.write(bytes)
    }
}

/// The environment's source of chance, for what takes a generator of its own.
private struct Chance: RandomNumberGenerator {
    let environment: NodeEnvironment

    mutating func next() -> UInt64 { self.environment.withRandomness { $0.next() } }
}
