/// Why an offline bundle or an acknowledgement could not be written or read.
///
/// The message says what to do. It never holds what is in the bundle.
public struct BundleError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Code: String, Sendable {
        /// There is nobody to encrypt a bundle to.
        case noRecipient
        /// A bundle would be for more nodes than one file can name.
        case tooManyRecipients
        /// A cluster has stated a key that nothing can be encrypted to.
        case unusableKey
        /// Bytes are no private key for bundles.
        case malformedKey
        /// The file is not an offline bundle.
        case notABundle
        /// The file was written by a newer version.
        case newerVersion
        /// The bundle is encrypted to other nodes.
        case notForUs
        /// The bundle is for this node, but not for the key that the node has.
        case wrongKey
        /// The bundle was cut short.
        case truncated
        /// The bundle was changed, or something was added to it.
        case damaged
        /// An acknowledgement is not one.
        case malformedAcknowledgement
        /// An acknowledgement tells of more logs than one can.
        case tooLarge
    }

    /// What kind of trouble it is.
    public var code: Code

    /// What is wrong, and what to do about it.
    public var message: String

    /// Names a fault.
    ///
    /// - Parameters:
    ///   - code: What kind of trouble it is.
    ///   - message: What is wrong, and what to do about it; never what is in the bundle.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { self.message }
}

extension BundleError {
    static let notABundle = BundleError(
        .notABundle,
        "this file is not an offline bundle: `splot bundle export` on the other node writes one"
    )
    static let newerVersion = BundleError(
        .newerVersion,
        "this bundle was written by a newer splot: update this one and import the file again"
    )
    static let notForUs = BundleError(
        .notForUs,
        "this bundle is not encrypted to this node: ask for one made with your card as it is now"
    )
    static let wrongKey = BundleError(
        .wrongKey,
        "this node's bundle key does not open the bundle: ask for one made with your card as it is now"
    )
    static let truncated = BundleError(.truncated, "the bundle was cut short: copy the file once more")
    static let damaged = BundleError(.damaged, "the bundle is damaged: copy the file once more, or ask for another")
    static let trailingBytes = BundleError(
        .damaged,
        "something was added behind the end of the bundle: copy the file once more, or ask for another"
    )
    static let damagedOrTruncated = BundleError(
        .damaged,
        "the bundle is damaged or was cut short: copy the file once more, or ask for another"
    )
}
