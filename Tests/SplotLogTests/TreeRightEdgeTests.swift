import SplotLog
import SplotMerge
import Testing

struct TreeRightEdgeTests {
    @Test func appendingLeavesGivesTheRootAtEachSize() throws {
        let tree = NaiveTree(counting: 300)
        let reader = PerfectSubtrees(tree.leaves)
        var edge = RightEdge()
        for size in 0...300 {
            #expect(edge.size == UInt64(size))
            #expect(edge.root == tree.root(size: size), "size \(size)")
            #expect(try edge == reader.rightEdge(size: UInt64(size)), "size \(size)")
            #expect(try RightEdge(encoded: edge.encoded) == edge, "size \(size)")
            #expect(edge.encoded.count == 8 + 32 * size.nonzeroBitCount)
            if size < 300 { edge.append(leafHash: tree.leaves[size]) }
        }
    }

    @Test func appendingWholeSubtreesGivesTheSameEdge() throws {
        let tree = NaiveTree(counting: 300)
        // Every way to reach 300 in which a subtree of 2^level leaves goes where it is aligned.
        for level in 0...8 {
            let step = 1 << level
            var edge = RightEdge()
            for start in stride(from: 0, to: 300 / step * step, by: step) {
                let root = NaiveTree(leaves: Array(tree.leaves[start..<(start + step)])).root(size: step)
                try edge.append(subtreeRoot: root, level: level)
            }
            for leaf in tree.leaves[(300 / step * step)...] { edge.append(leafHash: leaf) }
            #expect(edge.size == 300)
            #expect(edge.root == tree.root(size: 300), "level \(level)")
        }
    }

    @Test(arguments: [(1, 1), (3, 1), (6, 2), (255, 8), (257, 8), (4, 3)])
    func aSubtreeThatIsNotAlignedIsRefusedAndChangesNothing(size: Int, level: Int) throws {
        var edge = try PerfectSubtrees(NaiveTree(counting: size).leaves).rightEdge(size: UInt64(size))
        let before = edge
        #expect { try edge.append(subtreeRoot: TreeHash.empty, level: level) } throws: { isOutOfRange($0) }
        #expect(edge == before)
    }

    @Test(arguments: [-1, 49, 63, 64, Int.max, Int.min])
    func aLevelOutsideTheTreeIsRefused(level: Int) {
        var edge = RightEdge()
        #expect { try edge.append(subtreeRoot: TreeHash.empty, level: level) } throws: { isOutOfRange($0) }
    }

    @Test func aTreeGrowsNoFurtherThan2To48Leaves() throws {
        var edge = RightEdge()
        try edge.append(subtreeRoot: TreeHash.empty, level: 48)
        #expect(edge.size == 1 << 48)
        #expect { try edge.append(subtreeRoot: TreeHash.empty, level: 0) } throws: { isOutOfRange($0) }
    }

    @Test func bytesOfAnotherLengthOrSizeAreRefused() throws {
        let edge = try PerfectSubtrees(NaiveTree(counting: 5).leaves).rightEdge(size: 5)
        let bytes = edge.encoded
        #expect(Array(bytes.prefix(8)) == [0, 0, 0, 0, 0, 0, 0, 5])
        #expect(Array(bytes.dropFirst(8)) == edge.subtrees.flatMap(\.bytes))
        for count in 0..<bytes.count {
            #expect { try RightEdge(encoded: Array(bytes.prefix(count))) } throws: { isOutOfRange($0) }
        }
        #expect { try RightEdge(encoded: bytes + [0]) } throws: { isOutOfRange($0) }
        #expect { try RightEdge(encoded: bytes + edge.subtrees[0].bytes) } throws: { isOutOfRange($0) }
        // Another size with as many bits set is another tree; one with fewer or more is none.
        #expect(try RightEdge(encoded: [0, 0, 0, 0, 0, 0, 0, 6] + bytes.dropFirst(8)) != edge)
        #expect { try RightEdge(encoded: [0, 0, 0, 0, 0, 0, 0, 7] + bytes.dropFirst(8)) } throws: { isOutOfRange($0) }
        #expect { try RightEdge(encoded: [3, 0, 0, 0, 0, 0, 0, 0] + bytes.dropFirst(8)) } throws: { isOutOfRange($0) }
    }

    private func isOutOfRange(_ error: any Error) -> Bool { (error as? LogError)?.code == .outOfRange }
}
