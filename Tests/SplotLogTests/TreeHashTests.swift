import SplotLog
import SplotMerge
import Testing

struct TreeHashTests {
    @Test func aTreeWithoutLeavesHashesNothing() {
        #expect(TreeHash.empty.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(TreeHash.root(leafHashes: []) == TreeHash.empty)
    }

    /// From transparency-dev/merkle, rfc6962/rfc6962_test.go.
    @Test func leavesHashAsPublished() {
        #expect(TreeHash.leaf([]).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        let leaf = TreeHash.leaf(Array("L123456".utf8))
        #expect(leaf.hex == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
    }

    @Test(arguments: 0...7)
    func aLeafInTwoPartsHashesAsTheWhole(split: Int) {
        let bytes = Array("L123456".utf8)
        let hash = TreeHash.leaf(Array(bytes.prefix(split)), Array(bytes.dropFirst(split)))
        #expect(hash.hex == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
    }

    @Test(arguments: 0...8)
    func theCertificateTransparencyTreeHasItsPublishedRoots(size: Int) {
        let hashes = Array(CertificateTransparencyTree.leafHashes.prefix(size))
        #expect(TreeHash.root(leafHashes: hashes).hex == CertificateTransparencyTree.roots[size])
    }

    /// From transparency-dev/merkle, compact/range_test.go, TestGetRootHashGolden.
    @Test(arguments: [
        (10, "56358c3d260db42b8236517f44b9d0cba1dcc1293a0888a97f19be85eb6d03ee"),
        (15, "8f84ae9589a8705bb175eca9d76c5708880ae8f7a405cc730088f8cdb4333442"),
        (16, "73ee1473a04230e65ffefdcd64ad64a935097be6c1a05b4e84ff8fdd26b22911"),
        (100, "75487d8581fcf29d023281e476bd700b6b336e170b01739e8d6a48348a282946"),
        (255, "4a676cb8a52a8a8777457da3c85d8ce899db744e10b93c308a97c0a30238fe2d"),
        (256, "a85234b7fb59d4c74e620c8fa4fcc7162655c3cea4a12717cbdab7154e5c6ac0"),
        (1_000, "457ae06fcc47779e58e3c15b7e8b49c026d5f362b1db62d97c46e604602fc254"),
    ])
    func treesOfCountedLeavesHaveTheirPublishedRoots(size: Int, root: String) {
        #expect(TreeHash.root(leafHashes: NaiveTree(counting: size).leaves).hex == root)
    }

    @Test func rootsUpTo300LeavesFollowTheDefinition() {
        let tree = NaiveTree(counting: 300)
        for size in 0...300 {
            #expect(TreeHash.root(leafHashes: Array(tree.leaves.prefix(size))) == tree.root(size: size), "size \(size)")
        }
    }

    @Test func aReaderGivesTheRootAtEachEarlierSize() throws {
        let tree = NaiveTree(counting: 130)
        let reader = PerfectSubtrees(tree.leaves)
        for size in 0...130 {
            #expect(try reader.rootAt(size: UInt64(size)) == tree.root(size: size), "size \(size)")
        }
        #expect(throws: PerfectSubtrees.NotHeld.self) { try reader.rootAt(size: 131) }
        #expect { try reader.rootAt(size: .max) } throws: { ($0 as? LogError)?.code == .outOfRange }
    }
}
