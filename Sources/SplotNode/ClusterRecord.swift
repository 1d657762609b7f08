import SplotDirectory
import SplotMerge

/// What a cluster's own record says to the nodes themselves (Protocol.md §8.3).
enum ClusterRecord {
    /// The kind of such records.
    static let kind = "cluster"

    /// The clusters that a record lets read the logs of its owner.
    ///
    /// - Parameter view: A record.
    /// - Returns: None for any record but a cluster's own: anyone could write one that claims to be another's.
    static func readers(in view: RecordView) -> Set<ClusterID> {
        guard view.kind == self.kind, !view.isCommon, !view.isDeleted,
            self.texts(of: "identity", in: view) == [view.owner.description]
        else { return [] }
        return Set(
            view.elements("readers")
                .compactMap { element in
                    guard case .bytes(let bytes) = element.content, case .text(let hex) = ValueCodec.decode(bytes)
                    else { return nil }
                    return Bytes32(hex: hex).map { ClusterID($0) }
                }
        )
    }

    private static func texts(of field: String, in view: RecordView) -> [String] {
        view.places.compactMap { place in
            guard place.place == .single(field: field), case .bytes(let bytes)? = place.content,
                case .text(let text) = ValueCodec.decode(bytes)
            else { return nil }
            return text
        }
    }
}
