import SplotLog
import SplotMerge
import Testing

struct CheckpointTests {
    private let root = TreeHash.leaf(Array("root".utf8))
    private let log: LogID
    private let key: SigningKey

    init() throws {
        self.log = LogID(TreeHash.leaf(Array("inception".utf8)))
        self.key = try SigningKey(seed: PublishedNote.peterSeed)
    }

    private func note(_ text: String, name: String? = nil) throws -> SignedNote {
        var note = try SignedNote(text: text)
        try note.sign(with: self.key, name: name ?? Checkpoint.origin(self.log))
        return note
    }

    @Test func theTextIsThatOfC2SP() throws {
        // The root of the example of C2SP tlog-checkpoint, in hexadecimal.
        let hex = "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"
        let log = try #require(Bytes32(hex: String(repeating: "0A", count: 32)))
        let root = try #require(Bytes32(hex: hex))
        let checkpoint = try Checkpoint.sign(log: LogID(log), size: 20_852_163, root: root, with: self.key)
        let origin = "splot/v1/0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
        #expect(Checkpoint.origin(LogID(log)) == origin)
        #expect(checkpoint.text == "\(origin)\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")
    }

    @Test(arguments: [0, 1, 255, 1 << 40] as [UInt64])
    func aSignedCheckpointIsValidAndSurvivesItsNote(size: UInt64) throws {
        let checkpoint = try Checkpoint.sign(log: self.log, size: size, root: self.root, with: self.key)
        #expect(checkpoint.isValid(key: self.key.publicKey))
        let note = try checkpoint.note(key: self.key.publicKey)
        let verifier = try Checkpoint.verifierKey(log: self.log, key: self.key.publicKey)
        #expect(try note.verified(by: [verifier]) == [verifier])
        let read = try Checkpoint(note: SignedNote(note.description), log: self.log, key: self.key.publicKey)
        #expect(read == checkpoint)
    }

    @Test func aSignatureHoldsForNoOtherLogSizeRootOrKey() throws {
        let signed = try Checkpoint.sign(log: self.log, size: 7, root: self.root, with: self.key)
        let other = TreeHash.leaf([])
        let fields: [(LogID, UInt64, Bytes32)] = [
            (LogID(other), 7, self.root), (self.log, 8, self.root), (self.log, 7, other),
        ]
        for (log, size, root) in fields {
            let moved = try Checkpoint(log: log, size: size, root: root, signature: signed.signature)
            #expect(!moved.isValid(key: self.key.publicKey))
        }
        #expect(!signed.isValid(key: try SigningKey(seed: self.root.bytes).publicKey))
        #expect(!signed.isValid(key: other))
    }

    @Test func anyBitFlippedInASignatureMakesItInvalid() throws {
        let signed = try Checkpoint.sign(log: self.log, size: 7, root: self.root, with: self.key)
        for bit in 0..<512 {
            var signature = signed.signature
            signature[bit / 8] ^= 1 << UInt8(bit % 8)
            let broken = try Checkpoint(log: self.log, size: 7, root: self.root, signature: signature)
            #expect(!broken.isValid(key: self.key.publicKey), "bit \(bit)")
        }
    }

    @Test func anyBitFlippedInANoteMakesItFail() throws {
        let checkpoint = try Checkpoint.sign(log: self.log, size: 7, root: self.root, with: self.key)
        let bytes = Array(try checkpoint.note(key: self.key.publicKey).description.utf8)
        for index in bytes.indices {
            var broken = bytes
            broken[index] ^= 1 << UInt8(index % 8)
            #expect(throws: LogError.self, "byte \(index)") {
                try Checkpoint(note: SignedNote(bytes: broken), log: self.log, key: self.key.publicKey)
            }
        }
    }

    @Test func textsThatAreNoCheckpointOfThisLogAreRefusedThoughSigned() throws {
        let origin = Checkpoint.origin(self.log)
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
        let good = "\(origin)\n7\n\(root)\n"
        #expect(try Checkpoint(note: self.note(good), log: self.log, key: self.key.publicKey).size == 7)
        let bad = [
            "\(origin)\n7\n", "\(origin)\n\(root)\n", "\(origin)\n7\n\(root)\nextension\n", "\(origin)\n7\n\(root)\n\n",
            "\n\(good)", "\(origin)\n07\n\(root)\n", "\(origin)\n+7\n\(root)\n", "\(origin)\n-0\n\(root)\n",
            "\(origin)\n\n\(root)\n", "\(origin)\n 7\n\(root)\n", "\(origin)\n281474976710657\n\(root)\n",
            "\(origin)\n18446744073709551616\n\(root)\n", "\(origin)\n٧\n\(root)\n",
            "\(origin)\n7\n\(root.dropLast(4))\n", "\(origin)\n7\n\(root.dropLast(2))3=\n",
            "\(origin.uppercased())\n7\n\(root)\n", "\(Checkpoint.origin(LogID(self.root)))\n7\n\(root)\n",
        ]
        for text in bad {
            let note = try self.note(text)
            #expect("\(text.debugDescription)") {
                try Checkpoint(note: note, log: self.log, key: self.key.publicKey)
            } throws: {
                ($0 as? LogError)?.code == .malformedCheckpoint
            }
        }
    }

    @Test func aNoteUnderAnotherNameOrKeyIsRefused() throws {
        let text = try Checkpoint.sign(log: self.log, size: 7, root: self.root, with: self.key).text
        let renamed = try self.note(text, name: "other.example")
        #expect { try Checkpoint(note: renamed, log: self.log, key: self.key.publicKey) } throws: {
            ($0 as? LogError)?.code == .badSignature
        }
        let stranger = try SigningKey(seed: self.root.bytes).publicKey
        #expect { try Checkpoint(note: self.note(text), log: self.log, key: stranger) } throws: {
            ($0 as? LogError)?.code == .badSignature
        }
    }

    @Test func twoSignaturesByTheLogAreRefused() throws {
        let note = try Checkpoint.sign(log: self.log, size: 7, root: self.root, with: self.key)
            .note(key: self.key.publicKey)
        let line = try #require(note.description.split(separator: "\n").last)
        let doubled = try SignedNote(note.description + line + "\n")
        #expect { try Checkpoint(note: doubled, log: self.log, key: self.key.publicKey) } throws: {
            ($0 as? LogError)?.code == .malformedCheckpoint
        }
    }

    @Test func aWitnessMayHaveSignedToo() throws {
        var note = try Checkpoint.sign(log: self.log, size: 7, root: self.root, with: self.key)
            .note(key: self.key.publicKey)
        try note.sign(with: SigningKey(seed: self.root.bytes), name: "witness.example")
        #expect(try Checkpoint(note: note, log: self.log, key: self.key.publicKey).size == 7)
    }

    @Test func partsOfAnotherShapeAreRefused() {
        for count in [0, 63, 65] {
            #expect {
                try Checkpoint(log: self.log, size: 1, root: self.root, signature: Array(repeating: 0, count: count))
            } throws: {
                ($0 as? LogError)?.code == .malformedCheckpoint
            }
        }
        #expect { try Checkpoint.sign(log: self.log, size: (1 << 40) + 1, root: self.root, with: self.key) } throws: {
            ($0 as? LogError)?.code == .outOfRange
        }
    }
}
