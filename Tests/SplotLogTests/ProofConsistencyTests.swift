import SplotLog
import SplotMerge
import Testing

struct ProofConsistencyTests {
    /// From transparency-dev/merkle, proof/verify_test.go.
    @Test(
        arguments: [
            (
                1, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                6, 8,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (
                2, 5,
                [
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
            (
                6, 7,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
        ] as [(UInt64, UInt64, [String])]
    )
    func publishedProofsAreMadeAndVerified(old: UInt64, new: UInt64, hashes: [String]) throws {
        let proof = try PerfectSubtrees(CertificateTransparencyTree.leafHashes).consistencyProof(from: old, to: new)
        #expect(proof.hashes.map(\.hex) == hashes)
        let oldRoot = try #require(Bytes32(hex: CertificateTransparencyTree.roots[Int(old)]))
        let newRoot = try #require(Bytes32(hex: CertificateTransparencyTree.roots[Int(new)]))
        #expect(proof.isValid(oldRoot: oldRoot, newRoot: newRoot))
        #expect(!proof.isValid(oldRoot: newRoot, newRoot: oldRoot))
    }

    @Test func everyProofUpTo48LeavesFollowsTheDefinition() throws {
        let tree = NaiveTree(counting: 48)
        let reader = PerfectSubtrees(tree.leaves)
        let roots = (0...48).map { tree.root(size: $0) }
        for new in 2...48 {
            for old in 1..<new {
                let proof = try reader.consistencyProof(from: UInt64(old), to: UInt64(new))
                #expect(proof.hashes == tree.proof(from: old, to: new), "\(old) to \(new)")
                #expect(proof.isValid(oldRoot: roots[old], newRoot: roots[new]), "\(old) to \(new)")
            }
        }
    }

    @Test(arguments: [63, 64, 65, 128, 129, 255, 256, 257, 300])
    func everyProofToALargerTreeFollowsTheDefinition(new: Int) throws {
        let tree = NaiveTree(counting: new)
        let reader = PerfectSubtrees(tree.leaves)
        let newRoot = tree.root(size: new)
        for old in stride(from: 1, to: new, by: 7) {
            let proof = try reader.consistencyProof(from: UInt64(old), to: UInt64(new))
            #expect(proof.hashes == tree.proof(from: old, to: new), "\(old) to \(new)")
            #expect(proof.isValid(oldRoot: tree.root(size: old), newRoot: newRoot), "\(old) to \(new)")
        }
    }

    @Test func proofsFromNothingAndBetweenEqualSizesAreEmpty() throws {
        let tree = NaiveTree(counting: 9)
        let reader = PerfectSubtrees(tree.leaves)
        for size in 0...9 {
            let root = tree.root(size: size)
            let other = TreeHash.leaf([])
            for old in [0, size] {
                let proof = try reader.consistencyProof(from: UInt64(old), to: UInt64(size))
                #expect(proof.hashes.isEmpty)
                #expect(proof.isValid(oldRoot: tree.root(size: old), newRoot: root), "\(old) to \(size)")
                #expect(!proof.isValid(oldRoot: other, newRoot: root), "\(old) to \(size)")
                var longer = proof
                longer.hashes = [root]
                #expect(!longer.isValid(oldRoot: tree.root(size: old), newRoot: root), "\(old) to \(size)")
            }
        }
    }

    @Test func anyBitFlippedBreaksAProof() throws {
        let tree = NaiveTree(counting: 13)
        let reader = PerfectSubtrees(tree.leaves)
        let roots = (0...13).map { tree.root(size: $0) }
        for old in 1..<13 {
            let proof = try reader.consistencyProof(from: UInt64(old), to: 13)
            for bit in stride(from: old, to: 256, by: 11) {
                for index in proof.hashes.indices {
                    var broken = proof
                    broken.hashes[index] = try proof.hashes[index].flipping(bit: bit)
                    #expect(!broken.isValid(oldRoot: roots[old], newRoot: roots[13]), "\(old), \(index), \(bit)")
                }
                #expect(try !proof.isValid(oldRoot: roots[old].flipping(bit: bit), newRoot: roots[13]))
                #expect(try !proof.isValid(oldRoot: roots[old], newRoot: roots[13].flipping(bit: bit)))
            }
        }
    }

    @Test func aProofOfAnotherLengthOrForOtherSizesIsInvalid() throws {
        let tree = NaiveTree(counting: 21)
        let reader = PerfectSubtrees(tree.leaves)
        let roots = (0...21).map { tree.root(size: $0) }
        for new in 2...20 {
            for old in 1..<new {
                let proof = try reader.consistencyProof(from: UInt64(old), to: UInt64(new))
                var variants = [
                    proof.hashes + [roots[new]], proof.hashes + [roots[old]], [roots[old]] + proof.hashes, [],
                ]
                for index in proof.hashes.indices {
                    variants.append(Array(proof.hashes[..<index] + proof.hashes[(index + 1)...]))
                }
                for hashes in variants {
                    let broken = ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new), hashes: hashes)
                    #expect(!broken.isValid(oldRoot: roots[old], newRoot: roots[new]), "\(old) to \(new)")
                }
                for size in 0...21 where size != old {
                    let moved = ConsistencyProof(oldSize: UInt64(size), newSize: UInt64(new), hashes: proof.hashes)
                    #expect(!moved.isValid(oldRoot: roots[old], newRoot: roots[new]), "\(old) to \(new) from \(size)")
                }
            }
        }
    }

    @Test func aLogThatWasRewrittenHasNoProof() throws {
        let tree = NaiveTree(counting: 20)
        for changed in 0..<12 {
            var leaves = tree.leaves
            leaves[changed] = TreeHash.leaf([])
            let proof = try PerfectSubtrees(leaves).consistencyProof(from: 12, to: 20)
            let newRoot = NaiveTree(leaves: leaves).root(size: 20)
            #expect(!proof.isValid(oldRoot: tree.root(size: 12), newRoot: newRoot), "leaf \(changed)")
        }
    }

    @Test func sizesTheWrongWayRoundAreRefused() {
        let reader = PerfectSubtrees(NaiveTree(counting: 3).leaves)
        for (old, new) in [(1, 0), (3, 2), (0, .max), (.max, .max)] as [(UInt64, UInt64)] {
            #expect { try reader.consistencyProof(from: old, to: new) } throws: {
                ($0 as? LogError)?.code == .outOfRange
            }
        }
        let root = TreeHash.leaf([])
        #expect(!ConsistencyProof(oldSize: 2, newSize: 1, hashes: []).isValid(oldRoot: root, newRoot: root))
    }

    @Test func theLargestNumbersDoNotOverflow() {
        let root = TreeHash.leaf([])
        for count in [0, 1, 2, 64, 65, 66] {
            for old in [1, 1 << 63, .max / 2, .max - 1] as [UInt64] {
                let hashes = Array(repeating: root, count: count)
                let proof = ConsistencyProof(oldSize: old, newSize: .max, hashes: hashes)
                #expect(!proof.isValid(oldRoot: root, newRoot: root))
            }
        }
    }
}
