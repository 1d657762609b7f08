/// Walks two lists that are in ascending order by the same key, side by side.
enum Pairing {
    /// Brings together what has the same key.
    ///
    /// - Parameters:
    ///   - left: In ascending order, each key once.
    ///   - right: Likewise.
    ///   - leftKey: The key of an element of `left`.
    ///   - rightKey: The key of an element of `right`.
    /// - Returns: One pair for each key that occurs, in ascending order; the side that lacks it is `nil`.
    static func pairs<Left, Right, Key: Comparable>(
        _ left: [Left],
        _ right: [Right],
        by leftKey: (Left) -> Key,
        _ rightKey: (Right) -> Key
    ) -> [(Left?, Right?)] {
        var pairs: [(Left?, Right?)] = []
        pairs.reserveCapacity(max(left.count, right.count))
        var (here, there) = (0, 0)
        while here < left.count || there < right.count {
            if there == right.count {
                pairs.append((left[here], nil))
                here += 1
            } else if here == left.count {
                pairs.append((nil, right[there]))
                there += 1
            } else {
                let (near, far) = (leftKey(left[here]), rightKey(right[there]))
                pairs.append((near <= far ? left[here] : nil, far <= near ? right[there] : nil))
                if near <= far { here += 1 }
                if far <= near { there += 1 }
            }
        }
        return pairs
    }
}
