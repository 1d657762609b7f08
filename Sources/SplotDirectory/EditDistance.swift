/// How many letters one has to change, add or take out to make one word of another (Levenshtein's distance).
enum EditDistance {
    /// The distance, if it is within a limit.
    ///
    /// Takes time in proportion to the shorter length times the limit.
    ///
    /// - Parameters:
    ///   - left: Any letters.
    ///   - right: Any letters.
    ///   - limit: The most that is of interest.
    /// - Returns: `nil` for more than the limit.
    static func between(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        // Cells farther than the limit from the diagonal cannot be part of a way that is within it.
        let far = limit + 1
        var row = (0...right.count).map { min($0, far) }
        for (index, character) in left.enumerated() {
            let first = max(0, index - limit)
            let last = min(right.count, index + limit + 1)
            var diagonal = row[first]
            row[first] = first == 0 ? min(index + 1, far) : far
            for column in first..<last {
                let replaced = diagonal + (character == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1, far)
            }
            if row[first...last].allSatisfy({ $0 == far }) { return nil }
        }
        return row[right.count] <= limit ? row[right.count] : nil
    }
}
