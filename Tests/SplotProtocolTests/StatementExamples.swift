import Foundation
import SplotBundle
import SplotLog
import SplotMerge

/// Keys, statements and the card.
extension Story {
    var statementExamples: [WorkedExample] {
        get throws {
            var examples = [try self.keys, try self.keyFile]
            for statement in self.erasing.statements {
                examples.append(.item("statement-\(statement.number)", statement.body))
            }
            let signatures = self.erasing.statements.flatMap { ["\($0.number)"] + $0.signature.hexLines }
            examples.append(.text("statement-signatures", signatures, isSigned: true))
            examples.append(
                .text("statement-hashes", self.erasing.statements.map { "\($0.number) \($0.hash)" })
            )
            let card = Card(chain: self.first.chain, addresses: ["splot.pierwszy.example:7420"])
            examples.append(.text("card", Self.lines(of: card.text), isSigned: true))
            return examples
        }
    }

    private var keys: WorkedExample {
        get throws {
            var lines: [String] = []
            for (what, seed) in [
                ("first cluster key", UInt8(0x01)), ("first recovery key", 0x02), ("first node key", 0x03),
                ("first cluster's second node key", 0x04), ("second cluster key", 0x11),
                ("second recovery key", 0x12), ("second node key", 0x13),
            ] {
                let key = try Self.key(seed)
                lines.append("\(what): seed 32 × \([seed].hexText)")
                lines.append("  \(key.publicKey)")
            }
            lines.append("first node's bundle key (X25519): 32 × \([0x05].hexText)")
            lines.append("  \(try Story.bundleKey(0x05).publicKey)")
            lines.append("hash of the first recovery key:")
            lines.append("  \(Statement.recoveryHash(of: self.first.recoveryKey.publicKey))")
            return .text("keys", lines)
        }
    }

    /// The node key as RFC 8410 §7 writes it, put together without the code that writes key files.
    private var keyFile: WorkedExample {
        get throws {
            let version: [UInt8] = [0x02, 0x01, 0x00]
            let algorithm: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70]
            let key: [UInt8] = [0x04, 0x22, 0x04, 0x20] + self.first.nodeKey.seed
            let body = version + algorithm + key
            let der = Data([0x30, UInt8(body.count)] + body)
            return .text(
                "key-file",
                ["-----BEGIN PRIVATE KEY-----", der.base64EncodedString(), "-----END PRIVATE KEY-----"]
            )
        }
    }

    static func lines(of text: String) -> [String] {
        text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
