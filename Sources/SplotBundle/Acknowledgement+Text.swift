import SplotCBOR
import SplotLog

extension Acknowledgement {
    /// The most bytes that the text may have.
    public static let maximumBytes = 8 * 1_024 * 1_024

    private static let armour = Armour("ACKNOWLEDGEMENT")

    /// The acknowledgement as a text file, ending in a newline.
    public var text: String {
        var writer = CBORWriter(capacity: self.body.count + 80)
        writer.array(2)
        writer.byteString(self.body)
        writer.byteString(self.signature)
        return Self.armour.text(
            writer.bytes,
            notes: ["Cluster: \(Card.fingerprint(of: self.cluster))", "Log: \(self.log)"]
        )
    }

    /// Reads an acknowledgement from its text.
    ///
    /// - Parameter text: The file's text; what stands before and after its two marks is passed over.
    /// - Throws: ``BundleError`` `malformedAcknowledgement`, or `newerVersion`.
    public init(text: String) throws {
        guard text.utf8.count <= Self.maximumBytes else {
            throw BundleError(.malformedAcknowledgement, "this file is larger than an acknowledgement can be")
        }
        guard let bytes = Self.armour.bytes(in: text) else {
            throw BundleError(
                .malformedAcknowledgement,
                "this is not an acknowledgement: `splot bundle import` on the other node writes one"
            )
        }
        let body: [UInt8]
        let signature: [UInt8]
        do {
            var reader = CBORReader(bytes)
            guard try reader.array(max: 2) == 2 else { throw CBORError(.outOfRange, at: 0) }
            body = try reader.byteString(max: Self.maximumBodyBytes)
            signature = Array(try reader.byteString(count: 64))
            try reader.finish()
        } catch is CBORError { throw BundleError.malformedAcknowledgement }
        try self.init(body: body, signature: signature)
    }
}
