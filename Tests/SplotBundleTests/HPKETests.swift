import Crypto
import Foundation
import SplotBundle
import SplotMerge
import Testing

/// What the sealing rests on, held against RFC 9180 and against a second implementation of it.
struct HPKETests {
    /// RFC 9180 Appendix A.2.1, sequence number 0.
    private enum Published {
        static let info = [UInt8](hex: "4f6465206f6e2061204772656369616e2055726e")
        static let privateKey = [UInt8](hex: "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")
        static let publicKey = [UInt8](hex: "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a")
        static let ephemeral = [UInt8](hex: "f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600")
        static let encapsulated = [UInt8](hex: "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a")
        static let additional = Array("Count-0".utf8)
        static let plain = Array("Beauty is truth, truth beauty".utf8)
        static let sealed = [UInt8](
            hex: "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
        )
    }

    @Test func thePublishedMessageIsSealedByHand() throws {
        let (encapsulated, sealed) = try ByHand.seal(
            Published.plain,
            authenticating: Published.additional,
            to: Published.publicKey,
            info: Published.info,
            ephemeral: Published.ephemeral
        )
        #expect(encapsulated == Published.encapsulated)
        #expect(sealed == Published.sealed)
    }

    @Test func thePublishedMessageIsOpenedByTheLibrary() throws {
        var recipient = try HPKE.Recipient(
            privateKey: Curve25519.KeyAgreement.PrivateKey(rawRepresentation: Published.privateKey),
            ciphersuite: .Curve25519_SHA256_ChachaPoly,
            info: Data(Published.info),
            encapsulatedKey: Data(Published.encapsulated)
        )
        #expect(Array(try recipient.open(Published.sealed, authenticating: Published.additional)) == Published.plain)
    }

    @Test func thePublishedKeyHasItsPublicKey() throws {
        let key = try BundleKey(privateKey: Published.privateKey)
        #expect(key.publicKey.bytes == Published.publicKey)
        #expect(key.privateKey == Published.privateKey)
    }

    @Test(arguments: [0, 31, 33, 64])
    func aKeyOfAnotherLengthIsRefused(count: Int) {
        #expect { try BundleKey(privateKey: [UInt8](repeating: 1, count: count)) } throws: {
            ($0 as? BundleError)?.code == .malformedKey
        }
    }
}
