/// Which of the known names a mistyped one was probably meant to be.
package enum NearMatch {
    /// `; did you mean 'name'?` without the final sign, or nothing when no name is near.
    package static func hint(for typed: String, among names: [String]) -> String {
        self.nearest(to: typed, among: names).map { ", did you mean '\($0)'" } ?? ""
    }

    /// The name at the least distance, of at most a third of its letters.
    static func nearest(to typed: String, among names: [String]) -> String? {
        let wanted = Array(typed.lowercased().utf8.prefix(64))
        let distances = names.compactMap { name in
            EditDistance.between(wanted, Array(name.lowercased().utf8), limit: max(1, name.utf8.count / 3))
                .map { (name: name, distance: $0) }
        }
        return distances.min { $0.distance < $1.distance }?.name
    }
}
