/// The salts of a run of entries: aligned intervals that cover it without gaps, each with the node that gives all its
/// salts, or without one where nothing may be derived (Protocol.md §5.3).
package struct SaltTiling: Hashable, Sendable {
    /// One aligned interval.
    package struct Tile: Hashable, Sendable {
        /// The interval covers 2^level entries.
        package var level: UInt8
        /// The node whose tree gives the interval's salts; `nil` where no entry carries a payload.
        package var node: Salt?

        /// Puts a tile together.
        package init(level: UInt8, node: Salt?) {
            self.level = level
            self.node = node
        }
    }

    /// The position in the log where the first tile begins.
    package let start: UInt64

    /// The tiles, in order; the next begins where one ends.
    package private(set) var tiles: [Tile] = []

    /// The position behind the last tile.
    package private(set) var end: UInt64

    /// No tiles yet.
    package init(start: UInt64) {
        self.start = start
        self.end = start
    }

    /// Appends a tile.
    ///
    /// - Returns: `false`, and nothing is appended, when the tile would not be aligned to its size.
    package mutating func append(_ tile: Tile) -> Bool {
        guard tile.level < 32 else { return false }
        let size = UInt64(1) << UInt64(tile.level)
        guard self.end & (size - 1) == 0 else { return false }
        self.tiles.append(tile)
        self.end += size
        return true
    }

    /// Draws fresh nodes for the dyadic cover of a commit.
    ///
    /// - Parameters:
    ///   - range: The positions of the commit's entries.
    ///   - generator: Where the nodes' random bytes come from.
    /// - Returns: Tiles that cover exactly the range, each as large as its alignment allows.
    package static func fresh(
        for range: Range<UInt64>,
        using generator: inout some RandomNumberGenerator
    ) -> SaltTiling {
        var tiling = SaltTiling(start: range.lowerBound)
        while tiling.end < range.upperBound {
            let level = largestAlignedLevel(at: tiling.end, within: range.upperBound)
            _ = tiling.append(Tile(level: level, node: .random(using: &generator)))
        }
        return tiling
    }

    /// The tiles of a part of the run; a tile that reaches beyond it is replaced by nodes below.
    package func restricted(to range: Range<UInt64>) -> SaltTiling {
        var result = SaltTiling(start: range.lowerBound)
        var position = self.start
        for tile in self.tiles {
            Self.collect(tile, at: position, within: range, into: &result)
            position += UInt64(1) << UInt64(tile.level)
        }
        return result
    }

    /// This tiling followed by one that begins where it ends; `nil` when it does not.
    package func joined(with next: SaltTiling) -> SaltTiling? {
        guard next.start == self.end else { return nil }
        var result = self
        for tile in next.tiles { guard result.append(tile) else { return nil } }
        return result
    }

    /// This tiling without the salts of some positions: nodes above them are replaced by those beside the path.
    ///
    /// - Parameter isErased: Whether the salt of a position must go.
    /// - Returns: A tiling of the same entries that gives all other salts as before.
    package func punctured(where isErased: (UInt64) -> Bool) -> SaltTiling {
        var result = SaltTiling(start: self.start)
        var position = self.start
        for tile in self.tiles {
            Self.puncture(tile, at: position, where: isErased, into: &result)
            position += UInt64(1) << UInt64(tile.level)
        }
        return result
    }

    /// This tiling without the nodes of some tiles.
    ///
    /// - Parameter isUnused: Whether no entry needs a tile's salts, given the tile's places counted from the start.
    /// - Returns: The same tiles; the unused ones give no salts.
    func withoutNodes(where isUnused: (Range<Int>) -> Bool) -> SaltTiling {
        var result = self
        var place = 0
        for index in result.tiles.indices {
            let next = place + (1 << Int(result.tiles[index].level))
            if isUnused(place..<next) { result.tiles[index].node = nil }
            place = next
        }
        return result
    }

    /// The salt of every entry of the run, in order; `nil` where none can be derived.
    package var salts: [Salt?] {
        var result: [Salt?] = []
        result.reserveCapacity(Int(clamping: self.end - self.start))
        for tile in self.tiles { Self.expand(tile.node, level: tile.level, into: &result) }
        return result
    }

    private static func expand(_ node: Salt?, level: UInt8, into result: inout [Salt?]) {
        guard level > 0, let node else {
            result.append(contentsOf: repeatElement(node, count: 1 << Int(level)))
            return
        }
        let children = node.children
        Self.expand(children.left, level: level - 1, into: &result)
        Self.expand(children.right, level: level - 1, into: &result)
    }

    private static func collect(
        _ tile: Tile,
        at position: UInt64,
        within range: Range<UInt64>,
        into result: inout SaltTiling
    ) {
        let size = UInt64(1) << UInt64(tile.level)
        let interval = position..<(position + size)
        guard interval.overlaps(range) else { return }
        if range.lowerBound <= interval.lowerBound, interval.upperBound <= range.upperBound {
            _ = result.append(tile)
            return
        }
        let children = tile.node?.children
        let level = tile.level - 1
        Self.collect(Tile(level: level, node: children?.left), at: position, within: range, into: &result)
        Self.collect(Tile(level: level, node: children?.right), at: position + size / 2, within: range, into: &result)
    }

    private static func puncture(
        _ tile: Tile,
        at position: UInt64,
        where isErased: (UInt64) -> Bool,
        into result: inout SaltTiling
    ) {
        let size = UInt64(1) << UInt64(tile.level)
        let erased = (position..<(position + size)).count(where: isErased)
        if erased == 0 || tile.node == nil {
            _ = result.append(tile)
        } else if UInt64(erased) == size {
            _ = result.append(Tile(level: tile.level, node: nil))
        } else {
            let children = tile.node?.children
            let level = tile.level - 1
            Self.puncture(Tile(level: level, node: children?.left), at: position, where: isErased, into: &result)
            Self.puncture(
                Tile(level: level, node: children?.right),
                at: position + size / 2,
                where: isErased,
                into: &result
            )
        }
    }

    private static func largestAlignedLevel(at position: UInt64, within end: UInt64) -> UInt8 {
        var level: UInt8 = 0
        while level < 31 {
            let size = UInt64(2) << UInt64(level)
            guard position & (size - 1) == 0, position + size <= end else { break }
            level += 1
        }
        return level
    }
}
