import Foundation
import SplotCBOR
import SplotLog
import SplotMerge

extension FuzzTarget {
    /// A card as text, and as the bytes that its Base64 stands for.
    static let card = FuzzTarget("card") { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let encoded = Data(bytes).base64EncodedString()
        let wrapped = "-----BEGIN SPLOT CARD-----\n\n\(encoded)\n-----END SPLOT CARD-----\n"
        var isAccepted = false
        for text in [text, wrapped] {
            guard let card = try? Card(text: text) else { continue }
            isAccepted = true
            try Self.checkAgain(card)
        }
        if let (acts, addresses) = try? Self.content(bytes) { try Self.sign(acts, addresses) }
        return isAccepted
    }

    private static func checkAgain(_ card: Card) throws {
        let again = try Card(text: card.text)
        try promise(again.chain == card.chain, "a card is read again with another chain")
        try promise(again.addresses == card.addresses, "a card is read again with other addresses")
        try promise(again.text == card.text, "a card is written again in another way")
    }

    /// What the statements of a card say, whether or not anybody signed them.
    private static func content(_ bytes: [UInt8]) throws -> (acts: [Statement.Act], addresses: [String]) {
        var reader = CBORReader(bytes)
        guard try reader.array() == 3 else { throw CBORError(.outOfRange, at: 0) }
        _ = try reader.item()
        var acts: [Statement.Act] = []
        for _ in 0..<(try reader.array(max: 8)) {
            guard try reader.array() == 2 else { throw CBORError(.outOfRange, at: reader.offset) }
            let body = try reader.byteString(max: Statement.maximumBodyBytes)
            _ = try reader.item()
            acts.append(try Statement(body: body, signature: [UInt8](repeating: 0, count: 64)).act)
        }
        var addresses: [String] = []
        for _ in 0..<(try reader.array(max: 64)) { addresses.append(try reader.text(max: Limits.nameBytes)) }
        return (acts, addresses)
    }

    /// Signs what came, and makes a card of it: signatures stop nearly everything that a fuzzer changes.
    private static func sign(_ acts: [Statement.Act], _ addresses: [String]) throws {
        guard case .found(_, _, let name)? = acts.first else { return }
        let key = try Stage.key.get()
        let recoveryHash = Statement.recoveryHash(of: key.publicKey)
        let found = Statement.Act.found(key: key.publicKey, recoveryHash: recoveryHash, name: name)
        var chain = try StatementChain(founding: Statement.sign(found, after: nil, time: 0, with: key))
        for act in acts.dropFirst() {
            switch act {
            case .found, .rotate, .unknown: continue
            case .admit, .close, .succeeded, .erase, .receive:
                try chain.append(Statement.sign(act, after: chain.last, time: 0, with: key))
            }
        }
        try Self.checkAgain(Card(chain: chain, addresses: addresses))
    }
}
