/// Which of the known names a mistyped one was probably meant to be.
package enum NearMatch {
    /// `; did you mean 'name'?` without the final sign, or nothing when no name is near.
    package static func hint(for typed: String, among names: [String]) -> String {
        self.nearest(to: typed, among: names).map { ", did you mean '\($0)'" } ?? ""
    }

    /// The name at the least distance, of at most a third of its letters.
    static func nearest(to typed: String, among names: [String]) -> String? {
        let wanted = Array(typed.lowercased().utf8.prefix(64))
        let distances = names.map { (name: $0, distance: self.distance(wanted, Array($0.lowercased().utf8))) }
        guard let best = distances.min(by: { $0.distance < $1.distance }),
            best.distance <= max(1, best.name.utf8.count / 3)
        else { return nil }
        return best.name
    }

    // Levenshtein's distance, row by row.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (character == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
