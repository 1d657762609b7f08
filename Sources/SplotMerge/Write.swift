/// One write of a change: an operation, the place it writes to, and the layer it counts in.
struct Write {
    /// The layer: 0 is the counted one, others hold one other cluster's suggestions each.
    var layer = 0

    /// The place written to, by its index among the places of a ``WriteIndex``.
    var place: Int

    /// The index of the change among the state's changes.
    var change: Int

    /// The index of the operation among the change's operations.
    var operation: Int

    /// Whether `left` is sorted first: by layer and place, and there as the logs stand.
    static func precedes(_ left: Write, _ right: Write) -> Bool {
        if left.layer != right.layer { return left.layer < right.layer }
        if left.place != right.place { return left.place < right.place }
        if left.change != right.change { return left.change < right.change }
        return left.operation < right.operation
    }
}

extension Operation {
    /// The place the operation writes to; `nil` when it writes nothing itself.
    ///
    /// A remove takes writes away from a set and is none.
    public var place: Place? {
        switch self {
        case .set(let field, let key, _), .clear(let field, let key): Place(field: field, key: key)
        case .add(let field, _): .set(field: field)
        case .delete, .restore: .life
        case .setVisibility: .visibility
        case .remove, .accept, .decline, .unknown: nil
        }
    }

    /// What the operation leaves at its place.
    var value: Alternative.Value? {
        switch self {
        case .set(_, _, let value), .add(_, let value): .content(value)
        case .clear: .cleared
        case .delete: .deleted
        case .restore: .restored
        case .remove, .setVisibility, .accept, .decline, .unknown: nil
        }
    }
}
