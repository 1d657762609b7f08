extension Content {
    /// Less than, equal to or greater than zero as `self` comes before, with or after `other`.
    ///
    /// Byte by byte, what is erased last.
    func order(_ other: Content) -> Int {
        switch (self, other) {
        case (.bytes(let left), .bytes(let right)): UTF8Order.compareBytes(left, right)
        case (.bytes, .erased): -1
        case (.erased, .bytes): 1
        case (.erased, .erased): 0
        }
    }
}
