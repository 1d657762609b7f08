/// Something that reads the bytes of strangers, and what it promises about them.
///
/// The fuzzer runs one target on bytes that it makes up; the tests run each on the bytes that are kept in
/// `Tests/Fuzzing`, and on the worked examples of `Protocol.md`.
package struct FuzzTarget: Sendable {
    /// The name, which is also that of its folders in `Corpus` and `FailCases`.
    package let name: String

    private let body: @Sendable ([UInt8]) throws -> Bool

    /// Puts a target together.
    ///
    /// - Parameters:
    ///   - name: The name, which is also that of its folders.
    ///   - body: Reads the bytes and says whether they were accepted; throws ``BrokenPromise``, and nothing because of
    ///     what the bytes are.
    init(_ name: String, body: @escaping @Sendable ([UInt8]) throws -> Bool) {
        self.name = name
        self.body = body
    }

    /// Every target.
    package static let all: [FuzzTarget] = [
        .card, .cbor, .checkpoint, .csv, .entry, .frame, .import, .run, .statement,
    ]

    /// Reads bytes, whatever they are, and checks what is promised about them.
    ///
    /// - Parameter bytes: Any bytes.
    /// - Returns: Whether they were accepted.
    /// - Throws: ``BrokenPromise`` when something that must hold does not.
    package func run(_ bytes: [UInt8]) throws(BrokenPromise) -> Bool {
        do {
            return try self.body(bytes)
        } catch let error as BrokenPromise {
            throw error
        } catch {
            throw BrokenPromise("what was read could not be used: \(error)")
        }
    }
}
