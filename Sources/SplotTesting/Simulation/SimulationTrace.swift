/// What happened, line by line: the last lines, and a number that stands for all of them.
struct SimulationTrace {
    private let capacity: Int
    private var kept: [String] = []
    private var oldest = 0

    /// FNV-1a over all lines (Fowler, Noll and Vo; 64 bits).
    private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Begins with nothing.
    ///
    /// - Parameter capacity: How many lines are kept.
    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// The lines that are kept, oldest first.
    var lines: [String] { Array(self.kept[self.oldest...] + self.kept[..<self.oldest]) }

    /// Takes a line.
    mutating func note(_ line: String) {
        for byte in line.utf8 { self.hash = (self.hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        if self.kept.count < self.capacity {
            self.kept.append(line)
        } else {
            self.kept[self.oldest] = line
            self.oldest = (self.oldest + 1) % self.capacity
        }
    }
}
