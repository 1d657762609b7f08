/// Indices in sets that grow together; the least of each stands for it.
struct DisjointIndices {
    private var parents: [Int]

    /// Begins with every index alone.
    init(_ count: Int) { self.parents = Array(0..<count) }

    /// The least index of the set that one is in.
    mutating func root(of index: Int) -> Int {
        var index = index
        while self.parents[index] != index {
            // Halving the way keeps it short, whatever order somebody thought of.
            self.parents[index] = self.parents[self.parents[index]]
            index = self.parents[index]
        }
        return index
    }

    /// Makes one set of two.
    mutating func join(_ left: Int, _ right: Int) {
        let (first, second) = (self.root(of: left), self.root(of: right))
        self.parents[max(first, second)] = min(first, second)
    }
}
