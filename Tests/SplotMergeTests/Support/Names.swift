import SplotMerge

extension Bytes32 {
    /// Thirty-two equal bytes.
    static func filled(_ byte: UInt8) -> Bytes32 {
        guard let bytes = Bytes32([UInt8](repeating: byte, count: 32)) else { preconditionFailure("32 bytes are 32") }
        return bytes
    }

    static func numbered(_ number: Int) -> Bytes32 {
        var bytes = [UInt8](repeating: 0, count: 32)
        withUnsafeBytes(of: number.bigEndian) { bytes.replaceSubrange(0..<8, with: $0) }
        guard let numbered = Bytes32(bytes) else { preconditionFailure("32 bytes are 32") }
        return numbered
    }
}

extension LogID {
    static func test(_ byte: UInt8) -> LogID { LogID(.filled(byte)) }

    static func test(number: Int) -> LogID { LogID(.numbered(number)) }
}

extension ClusterID {
    static func test(_ byte: UInt8) -> ClusterID { ClusterID(.filled(byte)) }

    static func test(number: Int) -> ClusterID { ClusterID(.numbered(number)) }
}

extension Content {
    static func text(_ text: String) -> Content { .bytes(Array(text.utf8)) }
}

extension Change {
    /// What a context says of this change.
    var contextItem: ContextItem { ContextItem(entry: self.entry, hashPrefix: self.hashPrefix) }

    /// Names one of the change's adds.
    func element(_ index: UInt16) -> ElementID { ElementID(entry: self.entry, index: index) }

    /// The same change after an order erased its values.
    var erased: Change {
        var change = self
        change.operations = change.operations.map { operation in
            switch operation {
            case .set(let field, let key, _): .set(field: field, key: key, value: .erased)
            case .add(let field, _): .add(field: field, value: .erased)
            default: operation
            }
        }
        return change
    }
}
