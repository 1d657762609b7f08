import SplotCBOR

extension FuzzTarget {
    /// The reader of deterministic CBOR: accepts exactly what another reader of the same rules does.
    static let cbor = FuzzTarget("cbor") { bytes in
        var reader = CBORReader(bytes)
        var isItem = false
        if let item = try? reader.item() {
            isItem = reader.isAtEnd
            try promise(Array(item) == Array(bytes.prefix(reader.offset)), "an item is other bytes than those read")
        }
        let isPlain = PlainCBOR.isItem(bytes, maximumDepth: CBORReader.maximumDepth)
        try promise(isItem == isPlain, "one reader says \(isItem), the other \(isPlain)")
        return isItem
    }
}
