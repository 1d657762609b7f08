/// The first item of a header says what the entry is (Protocol.md §5.4).
///
/// A node meeting a type it does not know stores and forwards the entry. A negative type is critical: merging the log
/// stops there until the node is updated. Any other is passed over.
package enum HeaderType {
    package static let inception: Int64 = 0
    package static let creation: Int64 = 1
    package static let change: Int64 = 2
    package static let introduction: Int64 = 3
    package static let receipt: Int64 = 4
}

/// The number of an operation of the list form (Protocol.md §5.5).
///
/// Negative numbers are critical, as with entry types.
package enum OperationCode {
    package static let clear: Int64 = 0
    package static let add: Int64 = 1
    package static let remove: Int64 = 2
    package static let delete: Int64 = 3
    package static let restore: Int64 = 4
    package static let visibility: Int64 = 5
    package static let accept: Int64 = 6
    package static let decline: Int64 = 7
}
