/// Why bytes of a log, a statement, a card or a proof were refused.
///
/// The message says what to do where there is something to do. It holds no values of the directory.
public struct LogError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of thing was refused.
    public enum Code: String, Sendable {
        /// An entry run or bundle does not follow its grammar (Protocol.md §6).
        case malformedRun
        /// A statement does not follow its grammar (Protocol.md §4).
        case malformedStatement
        /// A statement's signature, number or predecessor is not the one expected.
        case brokenChain
        /// A card is not one.
        case malformedCard
        /// A signed note does not follow C2SP signed-note.
        case malformedNote
        /// A checkpoint does not follow C2SP tlog-checkpoint.
        case malformedCheckpoint
        /// A zstd frame is damaged, or is more than one frame, or does not say its size.
        case malformedFrame
        /// A proof has the wrong length.
        case malformedProof
        /// An inception is missing or is not one.
        case malformedInception
        /// A checkpoint's signature is not by the log's key.
        case badSignature
        /// The entries do not hash to the root that the checkpoint names.
        case rootMismatch
        /// A payload is missing that no order erased, or a salt is.
        case missingPayload
        /// Something is larger than its limit.
        case tooLarge
        /// A position, a size or a level lies outside the tree.
        case outOfRange
        /// A key is not one.
        case malformedKey
    }

    /// What kind of thing was refused.
    public var code: Code

    /// What is wrong, and what to do about it.
    public var message: String

    /// Names a fault.
    ///
    /// - Parameters:
    ///   - code: What kind of thing was refused.
    ///   - message: What is wrong, and what to do about it; never a value of the directory.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message, with the code in front.
    public var description: String { "\(self.code.rawValue): \(self.message)" }
}
