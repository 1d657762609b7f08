import SplotCBOR
public import SplotMerge

/// A small text file in which a cluster introduces itself (Protocol.md §4.4).
///
/// The lines people read are repeated inside the encoded part; only that part is believed. A card is no secret, and
/// proves nothing by itself: whoever receives one compares the fingerprint by telephone.
public struct Card: Sendable {
    /// The most bytes a card may have.
    public static let maximumBytes = 2 * 1_024 * 1_024

    /// The cluster's statements, checked.
    public var chain: StatementChain

    /// Where the cluster's nodes answer, as `HOST:PORT`; may be empty.
    public var addresses: [String]

    /// Puts a card together.
    ///
    /// - Parameters:
    ///   - chain: The cluster's statements.
    ///   - addresses: Where its nodes answer, as `HOST:PORT`.
    public init(chain: StatementChain, addresses: [String] = []) {
        self.chain = chain
        self.addresses = addresses
    }

    /// The cluster's fingerprint, in groups that can be read out: the hexadecimal cluster id, four digits a group.
    ///
    /// - Parameter cluster: The cluster's name.
    /// - Returns: Sixteen groups of lower-case digits with a space between each two.
    public static func fingerprint(of cluster: ClusterID) -> String {
        let digits = Array(cluster.description)
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<($0 + 4)]) }.joined(separator: " ")
    }

    private static let armour = Armour("CARD")

    /// The card's text, ending in a newline.
    public var text: String {
        var writer = CBORWriter()
        writer.array(3)
        writer.unsigned(1)
        writer.array(self.chain.statements.count)
        for statement in self.chain.statements {
            writer.array(2)
            writer.byteString(statement.body)
            writer.byteString(statement.signature)
        }
        writer.array(self.addresses.count)
        for address in self.addresses { writer.text(address) }
        let notes = ["Cluster: \(self.chain.name)", "Fingerprint: \(Self.fingerprint(of: self.chain.cluster))"]
        return Self.armour.text(writer.bytes, notes: notes + self.addresses.map { "Address: \($0)" })
    }

    /// Reads a card.
    ///
    /// - Parameter text: The file's text; what stands before and after the card's two marks is passed over.
    /// - Throws: ``LogError`` `malformedCard`, or `brokenChain` when a statement is not signed as it must be.
    public init(text: String) throws {
        guard text.utf8.count <= Self.maximumBytes else {
            throw LogError(.malformedCard, "this file is larger than a card can be")
        }
        guard let bytes = Self.armour.bytes(in: text) else {
            throw LogError(.malformedCard, "this is not a card: `splot card` on the other node writes one")
        }
        do {
            var reader = CBORReader(bytes)
            guard try reader.array(max: 3) == 3, try reader.unsigned() == 1 else { throw CBORError(.outOfRange, at: 0) }
            var statements: [Statement] = []
            for _ in 0..<(try reader.array(max: StatementChain.maximumCount)) {
                guard try reader.array(max: 2) == 2 else { throw CBORError(.outOfRange, at: reader.offset) }
                let body = try reader.byteString(max: Statement.maximumBodyBytes)
                statements.append(try Statement(body: body, signature: Array(try reader.byteString(count: 64))))
            }
            var addresses: [String] = []
            for _ in 0..<(try reader.array(max: 64)) { addresses.append(try reader.text(max: Limits.nameBytes)) }
            try reader.finish()
            self.init(chain: try StatementChain(statements), addresses: addresses)
        } catch let error as CBORError {
            throw LogError(.malformedCard, "the card is damaged (\(error)): ask for it once more")
        }
    }
}
