extension RandomAccessCollection where Index == Int {
    /// Finds by halving where a sorted collection passes from elements that do not belong to elements that do.
    ///
    /// - Parameter belongs: Whether an element lies behind the border; never `false` again after a `true`.
    /// - Returns: The index of the first element that belongs, or `endIndex`.
    func partitionPoint(_ belongs: (Element) -> Bool) -> Int {
        var low = self.startIndex
        var high = self.endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if belongs(self[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
