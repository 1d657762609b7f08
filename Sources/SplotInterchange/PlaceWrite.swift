import SplotDirectory

/// One write of a row whose references are looked up; records that the same plan creates have stand-in ids.
struct PlaceWrite {
    var column: String
    var field: String
    var key: String?
    var shape: FieldShape
    var isPersonal: Bool
    var value: Value

    init(column: String, field: Field, key: String? = nil, value: Value) {
        self.column = column
        self.field = field.name
        self.key = key
        self.shape = field.shape
        self.isPersonal = field.isPersonal
        self.value = value
    }

    /// Whether both write to one place: of sets, each element is a place.
    func isSamePlace(as other: PlaceWrite) -> Bool {
        self.field == other.field && self.key == other.key && (self.shape != .set || self.value == other.value)
    }

    /// The write as the log takes it.
    var fieldWrite: FieldWrite {
        FieldWrite(
            field: self.field,
            key: self.key,
            shape: self.shape,
            isPersonal: self.isPersonal,
            operation: self.shape == .set ? .add(.value(self.value)) : .set(.value(self.value))
        )
    }
}

/// Ids that stand for records which the plan creates, until the log gives them theirs.
enum StandIn {
    // No UUID of version 8 begins so: it is the range of the Max UUID, RFC 9562 section 5.10.
    private static let high = UInt64.max

    static func id(ofEdit index: Int) -> RecordUUID { RecordUUID(high: self.high, low: UInt64(index)) }

    /// The index of the edit that creates the record; `nil` for a record that is there.
    static func edit(_ id: RecordUUID) -> Int? { id.high == self.high ? Int(exactly: id.low) : nil }

    /// The index of the creating edit, when a value is such a reference.
    static func edit(_ value: Value) -> Int? {
        guard case .reference(let id) = value else { return nil }
        return self.edit(id)
    }

    /// Whether such a reference is inside a structure.
    static func isInside(_ value: Value) -> Bool {
        guard case .structure(let members) = value else { return false }
        return members.values.contains { self.edit($0) != nil }
    }
}
