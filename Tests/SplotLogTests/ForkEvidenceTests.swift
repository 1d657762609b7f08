import SplotLog
import SplotMerge
import Testing

/// Proof of a fork: two branches that part at some leaf, and what of it may be missing or wrong.
struct ForkEvidenceTests {
    private let log = LogID(TreeHash.leaf(Array("inception".utf8)))
    private let key: SigningKey
    private let stranger: SigningKey

    init() throws {
        self.key = try SigningKey(seed: [UInt8](repeating: 1, count: 32))
        self.stranger = try SigningKey(seed: [UInt8](repeating: 2, count: 32))
    }

    private func branch(_ number: UInt8, from part: Int) -> NaiveTree {
        NaiveTree(leaves: (0..<80).map { TreeHash.leaf([UInt8($0), $0 < part ? 0 : number]) })
    }

    private func sign(_ size: Int, _ root: Bytes32, log: LogID? = nil, by key: SigningKey? = nil) throws -> Checkpoint {
        try Checkpoint.sign(log: log ?? self.log, size: UInt64(size), root: root, with: key ?? self.key)
    }

    /// Proof for branches that part before the smaller one ends.
    private func evidence(_ size: Int, _ largerSize: Int, part: Int = 0) throws -> ForkEvidence {
        let (smaller, larger) = (self.branch(1, from: part), self.branch(2, from: part))
        return ForkEvidence(
            cluster: ClusterID(TreeHash.empty),
            smaller: try self.sign(size, smaller.root(size: size)),
            larger: try self.sign(largerSize, larger.root(size: largerSize)),
            root: larger.root(size: size),
            path: size < largerSize ? larger.proof(from: size, to: largerSize) : []
        )
    }

    /// Equal sizes, powers of two on either side or both, and neither.
    private static let sizes = [
        (1, 1), (1, 2), (1, 80), (2, 2), (2, 4), (2, 5), (3, 3), (3, 4), (3, 7), (4, 4), (4, 8), (4, 9), (5, 8), (6, 6),
        (7, 64), (8, 13), (32, 64), (32, 80), (33, 64), (63, 64), (64, 64), (64, 65), (79, 80),
    ]

    @Test(arguments: sizes)
    func twoBranchesOfOneLogAreAFork(size: Int, largerSize: Int) throws {
        for part in [0, size / 2, size - 1] {
            let evidence = try self.evidence(size, largerSize, part: part)
            #expect(evidence.isValid(key: self.key.publicKey), "parting at \(part)")
            #expect(evidence.log == self.log)
            #expect(!evidence.isValid(key: self.stranger.publicKey))
        }
    }

    @Test(arguments: sizes)
    func aLogThatOnlyGrewIsNone(size: Int, largerSize: Int) throws {
        let honest = self.branch(1, from: 0)
        var evidence = try self.evidence(size, largerSize)
        evidence.larger = try self.sign(largerSize, honest.root(size: largerSize))
        evidence.root = honest.root(size: size)
        evidence.path = size < largerSize ? honest.proof(from: size, to: largerSize) : []
        #expect(!evidence.isValid(key: self.key.publicKey))
        // Whatever root is claimed, no path leads from it to what was signed.
        for bit in [0, 7, 128, 255] {
            var lie = evidence
            lie.root = try evidence.root.flipping(bit: bit)
            #expect(!lie.isValid(key: self.key.publicKey))
        }
    }

    @Test(arguments: sizes)
    func anythingChangedInItProvesNothing(size: Int, largerSize: Int) throws {
        let evidence = try self.evidence(size, largerSize)
        var changed: [ForkEvidence] = []
        for index in evidence.path.indices {
            var one = evidence
            one.path[index] = try one.path[index].flipping(bit: 9)
            changed.append(one)
            one.path = evidence.path
            one.path.remove(at: index)
            changed.append(one)
        }
        var longer = evidence
        longer.path.append(TreeHash.empty)
        var rooted = evidence
        rooted.root = try rooted.root.flipping(bit: 255)
        changed += [longer, rooted]
        for change in changed { #expect(!change.isValid(key: self.key.publicKey)) }
    }

    @Test(arguments: [(3, 7), (4, 8), (5, 5), (8, 8)])
    func bothCheckpointsMustBeSignedByTheAuthor(size: Int, largerSize: Int) throws {
        let evidence = try self.evidence(size, largerSize)
        var smaller = evidence
        smaller.smaller = try self.sign(size, evidence.smaller.root, by: self.stranger)
        var larger = evidence
        larger.larger = try self.sign(largerSize, evidence.larger.root, by: self.stranger)
        // Another root under the author's signature.
        var rooted = evidence
        rooted.smaller = try Checkpoint(
            log: self.log,
            size: UInt64(size),
            root: TreeHash.empty,
            signature: evidence.smaller.signature
        )
        for change in [smaller, larger, rooted] { #expect(!change.isValid(key: self.key.publicKey)) }
    }

    @Test(arguments: [(3, 7), (4, 8), (5, 5), (8, 8)])
    func bothCheckpointsMustBeOfOneLog(size: Int, largerSize: Int) throws {
        let other = LogID(TreeHash.leaf(Array("another".utf8)))
        var evidence = try self.evidence(size, largerSize)
        evidence.smaller = try self.sign(size, evidence.smaller.root, log: other)
        #expect(!evidence.isValid(key: self.key.publicKey))
    }

    @Test func theSizesMustBeThoseOfTheProof() throws {
        for (size, other) in [(3, 4), (4, 3), (4, 5), (4, 2), (7, 8), (8, 7)] {
            let evidence = try self.evidence(size, 20)
            var smaller = evidence
            smaller.smaller = try self.sign(other, evidence.smaller.root)
            #expect(!smaller.isValid(key: self.key.publicKey))
        }
        let evidence = try self.evidence(3, 20)
        // Between 17 and 32 leaves the proof has one and the same shape.
        for size in [4, 16, 33, 40] {
            var larger = evidence
            larger.larger = try self.sign(size, evidence.larger.root)
            #expect(!larger.isValid(key: self.key.publicKey))
        }
        var swapped = evidence
        (swapped.smaller, swapped.larger) = (evidence.larger, evidence.smaller)
        #expect(!swapped.isValid(key: self.key.publicKey))
    }

    @Test func anEmptyLogForksFromNothing() throws {
        var evidence = try self.evidence(3, 7)
        evidence.smaller = try self.sign(0, TreeHash.empty)
        evidence.path = []
        #expect(!evidence.isValid(key: self.key.publicKey))
        evidence.smaller = try self.sign(0, evidence.smaller.root.flipping(bit: 1))
        evidence.root = TreeHash.empty
        #expect(!evidence.isValid(key: self.key.publicKey))
    }

    @Test func aPathLongerThanAnyTreeIsNotWalked() throws {
        var evidence = try self.evidence(3, 7)
        evidence.path = Array(repeating: TreeHash.empty, count: ForkEvidence.maximumPath + 1)
        #expect(!evidence.isValid(key: self.key.publicKey))
    }
}
