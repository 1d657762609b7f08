import SplotLog
import SplotMerge
import Testing

/// RFC 6962 §2.1 written down as it stands there, on slices of leaves: slow, and nothing like the code under test.
///
/// Only the two hash functions are shared; the published roots vouch for them.
struct NaiveTree {
    let leaves: [Bytes32]

    /// Leaves that differ from each other: the positions, two bytes each, least significant first.
    ///
    /// The published roots of transparency-dev/merkle, compact/range_test.go, are of these.
    init(counting count: Int) {
        self.leaves = (0..<count).map { TreeHash.leaf([UInt8($0 & 0xff), UInt8($0 >> 8)]) }
    }

    init(leaves: [Bytes32]) { self.leaves = leaves }

    /// MTH(D[0:size]).
    func root(size: Int) -> Bytes32 { Self.mth(self.leaves[..<size]) }

    /// PATH(position, D[0:size]).
    func path(position: Int, size: Int) -> [Bytes32] { Self.path(position, self.leaves[..<size]) }

    /// PROOF(old, D[0:new]), which the RFC defines for 0 < old < new.
    func proof(from old: Int, to new: Int) -> [Bytes32] { Self.subproof(old, self.leaves[..<new], true) }

    private static func mth(_ leaves: ArraySlice<Bytes32>) -> Bytes32 {
        if leaves.isEmpty { return TreeHash.empty }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        let k = self.split(leaves.count)
        return TreeHash.node(self.mth(leaves.prefix(k)), self.mth(leaves.dropFirst(k)))
    }

    private static func path(_ m: Int, _ leaves: ArraySlice<Bytes32>) -> [Bytes32] {
        if leaves.count == 1 { return [] }
        let k = self.split(leaves.count)
        return m < k
            ? self.path(m, leaves.prefix(k)) + [self.mth(leaves.dropFirst(k))]
            : self.path(m - k, leaves.dropFirst(k)) + [self.mth(leaves.prefix(k))]
    }

    private static func subproof(_ m: Int, _ leaves: ArraySlice<Bytes32>, _ isWhole: Bool) -> [Bytes32] {
        if m == leaves.count { return isWhole ? [] : [self.mth(leaves)] }
        let k = self.split(leaves.count)
        return m <= k
            ? self.subproof(m, leaves.prefix(k), isWhole) + [self.mth(leaves.dropFirst(k))]
            : self.subproof(m - k, leaves.dropFirst(k), false) + [self.mth(leaves.prefix(k))]
    }

    private static func split(_ count: Int) -> Int {
        var k = 1
        while 2 * k < count { k *= 2 }
        return k
    }
}

/// Every perfect subtree of some leaves, and nothing else: reading a node that is not wholly held throws.
struct PerfectSubtrees: TreeReader {
    struct NotHeld: Error {}

    private let levels: [[Bytes32]]

    init(_ leaves: [Bytes32]) {
        var levels = [leaves]
        while let last = levels.last, last.count > 1 {
            levels.append((0..<(last.count / 2)).map { TreeHash.node(last[2 * $0], last[2 * $0 + 1]) })
        }
        self.levels = levels
    }

    func root(level: Int, index: UInt64) throws -> Bytes32 {
        guard level < self.levels.count, index < UInt64(self.levels[level].count) else { throw NotHeld() }
        return self.levels[level][Int(index)]
    }
}

/// The eight leaves and their roots of google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc, as in
/// transparency-dev/merkle, testonly/constants.go.
enum CertificateTransparencyTree {
    static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    .map(bytes)

    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static let leafHashes = Self.leaves.map { TreeHash.leaf($0) }

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue).map(UInt8.init)
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

extension Bytes32 {
    /// The same bytes with one bit changed: 0 is the highest bit of the first byte.
    func flipping(bit: Int) throws -> Bytes32 {
        var bytes = self.bytes
        bytes[bit / 8] ^= 0x80 >> UInt8(bit % 8)
        return try #require(Bytes32(bytes))
    }
}
