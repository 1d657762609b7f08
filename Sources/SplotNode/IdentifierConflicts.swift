import SplotDirectory
import SplotMerge

/// Identifiers of which a thing has only one: two of one scheme, such as two tax numbers, cannot both be right.
///
/// The merge cannot see it, since it knows no fields: to it they are two elements of a set.
enum IdentifierConflicts {
    /// Whether a dispute about an element is part of a rivalry: who settles that settles it as well.
    static func covers(_ conflict: Conflict, _ rivalries: [Conflict]) -> Bool {
        guard case .set = conflict.place, let element = conflict.alternatives.first?.value else { return false }
        return rivalries.contains { rivalry in
            rivalry.place == conflict.place && rivalry.alternatives.contains { $0.value == element }
        }
    }

    /// The conflicts of a record, one for each scheme with several identifiers, in the order of the schemes' names.
    ///
    /// - Parameters:
    ///   - view: The record as the merge shows it.
    ///   - schema: Says which fields hold identifiers.
    /// - Returns: Conflicts whose alternatives are the identifiers, the one that was written last first.
    static func conflicts(in view: RecordView, schema: Schema) -> [Conflict] {
        view.sets.flatMap { set -> [Conflict] in
            guard set.elements.count > 1, case .identifier? = schema.field(named: set.field, of: view.kind)?.type else {
                return []
            }
            var schemes: [String: [Alternative]] = [:]
            for element in set.elements {
                guard case .bytes(let bytes) = element.content, case .text(let text) = ValueCodec.decode(bytes),
                    let colon = text.firstIndex(of: ":")
                else { continue }
                let alternative = Alternative(value: .content(element.content), origins: element.origins.sorted(by: >))
                schemes[String(text[..<colon]), default: []].append(alternative)
            }
            return schemes.sorted { $0.key < $1.key }
                .compactMap { _, alternatives in
                    guard alternatives.count > 1 else { return nil }
                    let sorted = alternatives.sorted { left, right in
                        guard let first = left.origins.first, let second = right.origins.first else { return false }
                        return first > second
                    }
                    return Conflict(place: .set(field: set.field), alternatives: sorted)
                }
        }
    }
}
