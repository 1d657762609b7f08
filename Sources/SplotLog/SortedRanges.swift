/// Positions as ascending ranges that neither overlap nor touch, so that questions are answered by halving.
extension [Range<UInt64>] {
    /// Whether one of the ranges holds a position.
    func covers(_ position: UInt64) -> Bool {
        let index = self.firstIndex(endingBehind: position)
        return index < self.endIndex && self[index].lowerBound <= position
    }

    /// Whether one of the ranges holds any of some positions.
    func coversAny(of range: Range<UInt64>) -> Bool {
        guard !range.isEmpty else { return false }
        let index = self.firstIndex(endingBehind: range.lowerBound)
        return index < self.endIndex && self[index].lowerBound < range.upperBound
    }

    /// Adds positions.
    ///
    /// - Parameter ranges: In ascending order, none empty; they may touch each other and overlap those held.
    mutating func unite(with ranges: [Range<UInt64>]) {
        guard let first = ranges.first, let last = ranges.last else { return }
        // Ranges held that end in front of all new ones, or begin behind them, stay as they lie.
        let start = first.lowerBound == 0 ? self.startIndex : self.firstIndex(endingBehind: first.lowerBound - 1)
        var end = self.firstIndex(endingBehind: last.upperBound)
        if end < self.endIndex, self[end].lowerBound <= last.upperBound { end += 1 }
        var united: [Range<UInt64>] = []
        for range in (self[start..<end] + ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let previous = united.last, range.lowerBound <= previous.upperBound {
                let upperBound = Swift.max(previous.upperBound, range.upperBound)
                united[united.count - 1] = previous.lowerBound..<upperBound
            } else {
                united.append(range)
            }
        }
        self.replaceSubrange(start..<end, with: united)
    }

    /// The index of the first range whose upper bound is above a position; the end when there is none.
    private func firstIndex(endingBehind position: UInt64) -> Index {
        var low = self.startIndex
        var high = self.endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if self[middle].upperBound > position { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
