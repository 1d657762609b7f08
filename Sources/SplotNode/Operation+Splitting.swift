import SplotLog
import SplotMerge

extension [SplotMerge.Operation] {
    /// The operations in parts that each fit one entry by their number, and a remove of many elements as several.
    var splitForEntries: [[SplotMerge.Operation]] {
        var whole: [SplotMerge.Operation] = []
        for operation in self {
            guard case .remove(let field, let elements) = operation, elements.count > Self.elementLimit else {
                whole.append(operation)
                continue
            }
            for start in stride(from: 0, to: elements.count, by: Self.elementLimit) {
                let part = [ElementID](elements[start..<Swift.min(start + Self.elementLimit, elements.count)])
                whole.append(.remove(field: field, elements: part))
            }
        }
        // A remove may name a thousand elements: only so many of those go together.
        var parts: [[SplotMerge.Operation]] = []
        var weight = Limits.operations
        for operation in whole {
            let own: Int
            if case .remove(_, let elements) = operation { own = elements.count } else { own = 1 }
            if weight + own > Limits.operations {
                parts.append([])
                weight = 0
            }
            parts[parts.count - 1].append(operation)
            weight += own
        }
        return parts
    }

    // Each is named by up to a dozen bytes, and an entry holds 64 KiB.
    private static var elementLimit: Int { Swift.min(Limits.removedElements, Limits.operations) }
}
