import SplotCBOR
import SplotLog
import SplotMerge

/// The digest of what a record shows, the same on every node that shows the same (Protocol.md §8.4).
enum ViewDigest {
    /// SHA-256(0x07 ‖ the view in deterministic CBOR).
    static func digest(of view: RecordView) -> Bytes32 {
        var writer = CBORWriter(capacity: 512)
        writer.array(9)
        writer.text(view.kind)
        writer.boolean(view.isCommon)
        writer.byteString(view.owner.hash.bytes)
        Self.write(view.created, to: &writer)
        writer.boolean(view.isDeleted)
        writer.unsigned(UInt64(view.visibility.rawValue))
        writer.array(view.places.count)
        for place in view.places {
            writer.array(2 + place.others.count)
            Self.write(place.place, to: &writer)
            for alternative in [place.winner] + place.others { Self.write(alternative, to: &writer) }
        }
        writer.array(view.sets.count)
        for set in view.sets {
            writer.array(1 + set.elements.count)
            writer.text(set.field)
            for element in set.elements {
                writer.array(1 + element.origins.count)
                Self.write(element.content, to: &writer)
                for origin in element.origins { Self.write(origin, to: &writer) }
            }
        }
        let life = view.conflicts.first { $0.place == .life }
        writer.array(life?.alternatives.count ?? 0)
        for alternative in life?.alternatives ?? [] { Self.write(alternative, to: &writer) }
        return LeafHash.tagged(0x07, writer.bytes)
    }

    /// SHA-256(0x08 ‖ UUID ‖ digest ‖ UUID ‖ digest …), by UUID in ascending order.
    static func directoryDigest(of records: [UInt8]) -> Bytes32 { LeafHash.tagged(0x08, records) }

    private static func write(_ place: Place, to writer: inout CBORWriter) {
        writer.array(place.key == nil ? 1 : 2)
        writer.text(place.field ?? "")
        if let key = place.key { writer.text(key) }
    }

    private static func write(_ alternative: Alternative, to writer: inout CBORWriter) {
        writer.array(1 + alternative.origins.count)
        switch alternative.value {
        case .content(let content): Self.write(content, to: &writer)
        case .cleared: writer.unsigned(0)
        case .deleted: writer.unsigned(1)
        case .restored: writer.unsigned(2)
        case .edited: writer.unsigned(3)
        // Only in conflicts of sets, which say nothing that the sets do not, and so are not digested.
        case .removed: writer.unsigned(4)
        }
        for origin in alternative.origins { Self.write(origin, to: &writer) }
    }

    private static func write(_ content: Content, to writer: inout CBORWriter) {
        if case .bytes(let bytes) = content { writer.byteString(bytes) } else { writer.null() }
    }

    private static func write(_ origin: Origin, to writer: inout CBORWriter) {
        writer.array(3)
        writer.unsigned(origin.time)
        writer.byteString(origin.entry.log.hash.bytes)
        writer.unsigned(origin.entry.position)
    }
}
