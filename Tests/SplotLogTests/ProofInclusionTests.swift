import SplotLog
import SplotMerge
import Testing

struct ProofInclusionTests {
    /// From transparency-dev/merkle, proof/verify_test.go; positions count from 0 here.
    @Test(
        arguments: [
            (0, 1, []),
            (
                0, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                5, 8,
                [
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
            (
                1, 5,
                [
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ] as [(UInt64, UInt64, [String])]
    )
    func publishedProofsAreMadeAndVerified(position: UInt64, size: UInt64, hashes: [String]) throws {
        let leaves = CertificateTransparencyTree.leafHashes
        let proof = try PerfectSubtrees(leaves).inclusionProof(position: position, size: size)
        #expect(proof.hashes.map(\.hex) == hashes)
        #expect(try proof.root(leafHash: leaves[Int(position)]).hex == CertificateTransparencyTree.roots[Int(size)])
    }

    @Test func everyProofUpTo64LeavesFollowsTheDefinition() throws {
        try self.check(sizes: Array(1...64))
    }

    @Test(arguments: [65, 100, 127, 128, 129, 255, 256, 257, 300])
    func everyProofInALargerTreeFollowsTheDefinition(size: Int) throws {
        try self.check(sizes: [size])
    }

    private func check(sizes: [Int]) throws {
        let tree = NaiveTree(counting: sizes.max() ?? 0)
        let reader = PerfectSubtrees(tree.leaves)
        for size in sizes {
            let root = tree.root(size: size)
            // In the larger trees every seventh leaf and the last; seven shares no factor with the powers of two.
            for position in 0..<size where size <= 64 || position % 7 == 0 || position == size - 1 {
                let proof = try reader.inclusionProof(position: UInt64(position), size: UInt64(size))
                #expect(proof.hashes == tree.path(position: position, size: size), "\(position) of \(size)")
                #expect(proof.isValid(leafHash: tree.leaves[position], root: root), "\(position) of \(size)")
            }
        }
    }

    @Test func aProofHoldsForNoOtherLeafPositionSizeOrRoot() throws {
        let tree = NaiveTree(counting: 33)
        let reader = PerfectSubtrees(tree.leaves)
        for size in [1, 2, 3, 7, 8, 11, 21, 32] {
            for position in 0..<size {
                let proof = try reader.inclusionProof(position: UInt64(position), size: UInt64(size))
                let leaf = tree.leaves[position]
                let root = tree.root(size: size)
                #expect(!proof.isValid(leafHash: tree.leaves[position + 1], root: root))
                #expect(!proof.isValid(leafHash: leaf, root: tree.root(size: size + 1)))
                for other in 0...size where other != position {
                    var moved = proof
                    moved.position = UInt64(other)
                    #expect(!moved.isValid(leafHash: leaf, root: root), "\(position) of \(size) at \(other)")
                }
                var doubled = proof
                doubled.size = UInt64(2 * size)
                #expect(!doubled.isValid(leafHash: leaf, root: root), "\(position) of \(size) in a doubled tree")
            }
        }
    }

    @Test func anyBitFlippedBreaksAProof() throws {
        let tree = NaiveTree(counting: 11)
        let reader = PerfectSubtrees(tree.leaves)
        let root = tree.root(size: 11)
        for position in 0..<11 {
            let proof = try reader.inclusionProof(position: UInt64(position), size: 11)
            for index in proof.hashes.indices {
                for bit in stride(from: position, to: 256, by: 5) {
                    var broken = proof
                    broken.hashes[index] = try proof.hashes[index].flipping(bit: bit)
                    #expect(
                        !broken.isValid(leafHash: tree.leaves[position], root: root),
                        "\(position), \(index), \(bit)"
                    )
                }
            }
        }
    }

    @Test func aProofOfAnotherLengthIsMalformed() throws {
        let tree = NaiveTree(counting: 21)
        let reader = PerfectSubtrees(tree.leaves)
        for size in 1...21 {
            for position in 0..<size {
                let proof = try reader.inclusionProof(position: UInt64(position), size: UInt64(size))
                let leaf = tree.leaves[position]
                let extra = tree.root(size: size)
                var variants = [proof.hashes + [extra], [extra] + proof.hashes]
                for index in proof.hashes.indices {
                    var hashes = proof.hashes
                    hashes.remove(at: index)
                    variants.append(hashes)
                }
                for hashes in variants {
                    let broken = InclusionProof(position: UInt64(position), size: UInt64(size), hashes: hashes)
                    #expect { try broken.root(leafHash: leaf) } throws: { ($0 as? LogError)?.code == .malformedProof }
                    #expect(!broken.isValid(leafHash: leaf, root: extra))
                }
            }
        }
    }

    @Test(arguments: [(0, 0), (1, 0), (1, 1), (2, 1), (.max, 1), (.max, .max)] as [(UInt64, UInt64)])
    func aPositionOutsideTheTreeIsRefused(position: UInt64, size: UInt64) {
        let leaf = TreeHash.leaf([])
        let proof = InclusionProof(position: position, size: size, hashes: [])
        #expect { try proof.root(leafHash: leaf) } throws: { ($0 as? LogError)?.code == .outOfRange }
        #expect(!proof.isValid(leafHash: leaf, root: leaf))
        let reader = PerfectSubtrees([leaf])
        #expect { try reader.inclusionProof(position: position, size: size) } throws: {
            ($0 as? LogError)?.code == .outOfRange
        }
    }

    @Test func theLargestNumbersDoNotOverflow() {
        let leaf = TreeHash.leaf([])
        for count in [0, 1, 63, 64, 65] {
            for position in [0, 1, .max / 2, .max - 1] as [UInt64] {
                let hashes = Array(repeating: leaf, count: count)
                let proof = InclusionProof(position: position, size: .max, hashes: hashes)
                #expect(!proof.isValid(leafHash: leaf, root: leaf))
            }
        }
    }
}
