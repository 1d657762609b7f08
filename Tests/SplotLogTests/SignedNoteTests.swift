import SplotLog
import SplotMerge
import Testing

/// The keys, text and signatures are those of golang.org/x/mod/sumdb/note, note_test.go.
enum PublishedNote {
    static let text =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    static let peterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let enochKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
    static let peterLine =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    static let enochLine =
        "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
    /// Peter's private key: the 32 bytes of base64 in his signer key, behind the byte 0x01.
    static let peterSeed = CertificateTransparencyTree.bytes(
        "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173"
    )
}

struct SignedNoteTests {
    private func key(_ string: String) throws -> SignedNote.VerifierKey { try #require(SignedNote.VerifierKey(string)) }

    @Test func thePublishedNoteIsReadVerifiedAndPrinted() throws {
        let string = PublishedNote.text + "\n" + PublishedNote.peterLine + PublishedNote.enochLine
        let note = try SignedNote(string)
        #expect(note.text == PublishedNote.text)
        #expect(note.signatures.map(\.keyName) == ["PeterNeumann", "EnochRoot"])
        #expect(note.signatures.map(\.keyID) == [0xc74f_20a3, 0xaf0c_fe78])
        #expect(note.signatures.map(\.bytes.count) == [64, 64])
        #expect(note.description == string)
        let peter = try self.key(PublishedNote.peterKey)
        let enoch = try self.key(PublishedNote.enochKey)
        #expect(try note.verified(by: [peter]) == [peter])
        #expect(try note.verified(by: [enoch, peter]) == [enoch, peter])
    }

    @Test func unknownSignaturesAreIgnoredAndKnownOnesRequired() throws {
        let enoch = try self.key(PublishedNote.enochKey)
        let note = try SignedNote(PublishedNote.text + "\n" + PublishedNote.peterLine)
        #expect(throws: LogError(.badSignature, "a note is not signed by a known key")) {
            try note.verified(by: [enoch])
        }
        #expect(throws: LogError(.badSignature, "a note is not signed by a known key")) { try note.verified(by: []) }
    }

    @Test func oneWrongSignatureByAKnownKeySpoilsTheNote() throws {
        let peter = try self.key(PublishedNote.peterKey)
        let enoch = try self.key(PublishedNote.enochKey)
        let forged = PublishedNote.enochLine.replacing("rwz+eBzm", with: "rwz+eBzn")
        let note = try SignedNote(PublishedNote.text + "\n" + PublishedNote.peterLine + forged)
        #expect(try note.verified(by: [peter]) == [peter])
        #expect { try note.verified(by: [peter, enoch]) } throws: { ($0 as? LogError)?.code == .badSignature }
    }

    @Test func aSignatureIsMadeAndReplacesTheSameKeysOlderOne() throws {
        let key = try SigningKey(seed: PublishedNote.peterSeed)
        let peter = try SignedNote.VerifierKey(name: "PeterNeumann", publicKey: key.publicKey)
        #expect(peter.description == PublishedNote.peterKey)
        let stale = PublishedNote.peterLine.replacing("x08go/ZJ", with: "x08go/ZK")
        var note = try SignedNote(PublishedNote.text + "\n" + stale + PublishedNote.enochLine)
        try note.sign(with: key, name: "PeterNeumann")
        #expect(note.signatures.map(\.keyName) == ["EnochRoot", "PeterNeumann"])
        let again = try SignedNote(note.description)
        #expect(try again.verified(by: [peter, try self.key(PublishedNote.enochKey)]).count == 2)
    }

    @Test func theTextMayHaveEmptyLinesAndMarks() throws {
        let key = try SigningKey(seed: PublishedNote.peterSeed)
        let text = "\n\u{2014} not a signature\n\n\u{301}Zażółć gęślą jaźń\n\n\n"
        var note = try SignedNote(text: text)
        try note.sign(with: key, name: "a.example/ż")
        let read = try SignedNote(note.description)
        #expect(read.text.utf8.elementsEqual(text.utf8))
        #expect(try read.verified(by: [.init(name: "a.example/ż", publicKey: key.publicKey)]).count == 1)
    }

    @Test(arguments: [
        "", "\n", "\n\n", "\n\n\n", PublishedNote.text, PublishedNote.text + "\n", PublishedNote.peterLine,
        "\n" + PublishedNote.peterLine,
        PublishedNote.text + PublishedNote.peterLine,
        PublishedNote.text + "\n" + PublishedNote.peterLine.dropLast(),
        PublishedNote.text + "\n" + PublishedNote.peterLine + "\n",
        PublishedNote.text + "\n" + PublishedNote.peterLine + "Unexpected line.\n",
        PublishedNote.text + "\n" + PublishedNote.peterLine.replacing("\n", with: "\r\n"),
        "\u{1}" + PublishedNote.text + "\n" + PublishedNote.peterLine,
        "\t" + PublishedNote.text + "\n" + PublishedNote.peterLine,
        PublishedNote.text + "\n— Bad Name x08go/ZJkuBS\n",
        PublishedNote.text + "\n— Bad+Name x08go/ZJkuBS\n",
        PublishedNote.text + "\n— Bad\u{a0}Name x08go/ZJkuBS\n",
        PublishedNote.text + "\n—  x08go/ZJkuBS\n",
        PublishedNote.text + "\n— Name  x08go/ZJkuBS\n",
        PublishedNote.text + "\n— Name x08go/ZJkuBS \n",
        PublishedNote.text + "\n— Name\n",
        PublishedNote.text + "\n- Name x08go/ZJkuBS\n",
        PublishedNote.text + "\n— Name x08goA==\n",
        PublishedNote.text + "\n— Name x08go/ZJkuB\n",
        PublishedNote.text + "\n— Name x08go/ZJku==\n",
        PublishedNote.text + "\n— Name x08go_ZJkuBS\n",
        PublishedNote.text + "\n— Name x08go/ZJkuBS=\n",
    ])
    func whatIsNoSignedNoteIsRefused(string: String) {
        #expect { try SignedNote(string) } throws: { ($0 as? LogError)?.code == .malformedNote }
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        let notUTF8: [[UInt8]] = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80]]
        let text = Array(PublishedNote.text.utf8)
        for bad in notUTF8 {
            let inText = bad + text + Array("\n— N x08go/ZJkuBS\n".utf8)
            let inName = text + Array("\n— N".utf8) + bad + Array(" x08go/ZJkuBS\n".utf8)
            for bytes in [inText, inName] {
                #expect { try SignedNote(bytes: bytes) } throws: { ($0 as? LogError)?.code == .malformedNote }
            }
        }
    }

    @Test func sixteenSignaturesAreAcceptedAndNoMore() throws {
        let line = "— Name x08go/ZJkuBS\n"
        let note = PublishedNote.text + "\n" + String(repeating: line, count: 16)
        #expect(try SignedNote(note).signatures.count == 16)
        #expect { try SignedNote(note + line) } throws: { ($0 as? LogError)?.code == .tooLarge }
        var full = try SignedNote(note)
        let key = try SigningKey(seed: PublishedNote.peterSeed)
        #expect { try full.sign(with: key, name: "more") } throws: { ($0 as? LogError)?.code == .tooLarge }
    }

    @Test func sixtyFourKiBAreAcceptedAndNoMore() throws {
        let tail = "\n\n— Name x08go/ZJkuBS\n"
        let text = String(repeating: "a", count: 65_536 - tail.utf8.count)
        #expect(try SignedNote(text + tail).text.utf8.count == text.utf8.count + 1)
        #expect { try SignedNote("a" + text + tail) } throws: { ($0 as? LogError)?.code == .tooLarge }
        #expect { try SignedNote(text: text + tail) } throws: { ($0 as? LogError)?.code == .tooLarge }
    }

    @Test func anyBitFlippedMakesTheNoteFail() throws {
        let peter = try self.key(PublishedNote.peterKey)
        let bytes = Array((PublishedNote.text + "\n" + PublishedNote.peterLine).utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var broken = bytes
                broken[index] ^= 1 << UInt8(bit)
                #expect(throws: LogError.self, "byte \(index), bit \(bit)") {
                    try SignedNote(bytes: broken).verified(by: [peter])
                }
            }
        }
    }

    @Test func keysAreReadOnlyAsTheyArePrinted() throws {
        for string in [PublishedNote.peterKey, PublishedNote.enochKey] {
            #expect(try self.key(string).description == string)
            // As in TestNewVerifier: no part of a key is one, and neither is a key with one byte changed.
            let bytes = Array(string.utf8)
            for start in bytes.indices {
                for end in start...bytes.count where end - start < bytes.count {
                    #expect(SignedNote.VerifierKey(String(decoding: bytes[start..<end], as: UTF8.self)) == nil)
                }
                var changed = bytes
                changed[start] += 1
                #expect(SignedNote.VerifierKey(String(decoding: changed, as: UTF8.self)) == nil)
            }
        }
        // A key that is too long and one of an unknown type, each with its right key id.
        #expect(
            SignedNote.VerifierKey("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==") == nil
        )
        #expect(SignedNote.VerifierKey("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == nil)
        #expect(SignedNote.VerifierKey(PublishedNote.peterKey.replacing("c74f", with: "C74F")) == nil)
    }

    /// The example of C2SP signed-note, and a key of transparency-dev/formats whose base64 has a plus sign.
    @Test(arguments: [
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
    ])
    func otherPublishedKeysAreReadAndPrinted(string: String) throws {
        #expect(try self.key(string).description == string)
    }

    @Test(arguments: ["", " ", "a b", "a+b", "a\u{2003}b", "a\u{85}b", "a\nb", "a\u{7}b"])
    func namesNoLineCanHoldAreRefused(name: String) throws {
        let key = try SigningKey(seed: PublishedNote.peterSeed)
        #expect { try SignedNote.VerifierKey(name: name, publicKey: key.publicKey) } throws: {
            ($0 as? LogError)?.code == .malformedNote
        }
        #expect { try SignedNote.Signature(keyName: name, keyID: 0, bytes: [0]) } throws: {
            ($0 as? LogError)?.code == .malformedNote
        }
    }
}
