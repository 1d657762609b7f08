/// Compares names by their UTF-8 bytes.
///
/// Swift's own comparison takes canonically equivalent strings for equal; other implementations of the protocol
/// compare bytes, and all must agree on which writes meet at one place.
enum UTF8Order {
    /// Less than, equal to or greater than zero as `left` comes before, with or after `right`.
    static func compare(_ left: String, _ right: String) -> Int {
        let fast = left.utf8.withContiguousStorageIfAvailable { leftBytes in
            right.utf8.withContiguousStorageIfAvailable { rightBytes in Self.compareBytes(leftBytes, rightBytes) }
        }
        if let order = fast ?? nil { return order }
        return Self.compareBytes(Array(left.utf8), Array(right.utf8))
    }

    /// The same for bytes: the first that differs decides, then the length.
    static func compareBytes<Bytes: RandomAccessCollection<UInt8>>(_ left: Bytes, _ right: Bytes) -> Int
    where Bytes.Index == Int {
        let count = min(left.count, right.count)
        for offset in 0..<count {
            let leftByte = left[left.startIndex + offset]
            let rightByte = right[right.startIndex + offset]
            if leftByte != rightByte { return leftByte < rightByte ? -1 : 1 }
        }
        return left.count - right.count
    }
}
