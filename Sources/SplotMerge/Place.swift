/// What a write writes to: one field, one key of a map field, one set, or one of the two places every record has.
///
/// A single field, a key and a set of the same field name are different places. Names are compared byte by byte in
/// UTF-8, not as Swift compares strings, so that every implementation tells the same places apart.
public enum Place: Sendable {
    /// A field that holds one value.
    case single(field: String)

    /// One key of a map field.
    case keyed(field: String, key: String)

    /// A set field.
    case set(field: String)

    /// Whether the record is deleted.
    case life

    /// Who may see the record.
    case visibility
}

extension Place {
    /// The place of a `set` or `clear`.
    ///
    /// - Parameters:
    ///   - field: The field's name.
    ///   - key: The key within a map field; `nil` for a field that holds one value.
    public init(field: String, key: String?) {
        if let key {
            self = .keyed(field: field, key: key)
        } else {
            self = .single(field: field)
        }
    }

    /// The field's name; `nil` for the two places every record has.
    public var field: String? {
        switch self {
        case .single(let field), .keyed(let field, _), .set(let field): field
        case .life, .visibility: nil
        }
    }

    /// The key within a map field, if this is one.
    public var key: String? {
        if case .keyed(_, let key) = self { return key }
        return nil
    }

    private var shape: UInt8 {
        switch self {
        case .single: 0
        case .keyed: 1
        case .set: 2
        case .life: 3
        case .visibility: 4
        }
    }

    /// Less than, equal to or greater than zero as `self` comes before, with or after `other`.
    func order(_ other: Place) -> Int {
        switch (self.field, other.field) {
        case (nil, nil): break
        case (nil, _): return 1
        case (_, nil): return -1
        case (let left?, let right?):
            let order = UTF8Order.compare(left, right)
            if order != 0 { return order }
        }
        if self.shape != other.shape { return Int(self.shape) - Int(other.shape) }
        guard let left = self.key, let right = other.key else { return 0 }
        return UTF8Order.compare(left, right)
    }
}

extension Place: Hashable, Comparable {
    /// Whether two places are one: the same shape and the same bytes in the names.
    public static func == (left: Place, right: Place) -> Bool { left.order(right) == 0 }

    /// Whether `left` comes first: by field, then by shape, then by key; life and visibility come last.
    public static func < (left: Place, right: Place) -> Bool { left.order(right) < 0 }

    /// Feeds the place into a hasher.
    ///
    /// - Parameter hasher: Receives the shape and the bytes of the names.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.shape)
        for case var name? in [self.field, self.key] {
            hasher.combine(name.utf8.count)
            name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}
