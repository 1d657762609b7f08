/// Everything merged so far about one record.
///
/// A state is the set of changes inserted: it does not remember in which order or how often they came, and equal sets
/// make equal states. What a state shows depends on the ``Federation`` as well, see ``view(in:)``.
///
/// The log decides which change stands at an entry. Of two that differ in more than erased values the state keeps the
/// first; when a log changes its mind (a fork settled by closing one branch), make the state again from the log.
public struct RecordState: Hashable, Sendable {
    /// The record.
    public let id: RecordID

    /// The changes inserted, sorted by entry, each entry once.
    ///
    /// A state can be kept as these and made again with ``init(id:changes:)``.
    public internal(set) var changes: [Change]

    /// Starts with nothing known about a record.
    ///
    /// - Parameter id: The record.
    public init(id: RecordID) {
        self.id = id
        self.changes = []
    }

    /// Makes a state of changes, such as those of a state kept earlier.
    ///
    /// - Parameters:
    ///   - id: The record.
    ///   - changes: Changes to this record, in any order and with any repetition; quickest when sorted by entry.
    public init(id: RecordID, changes: some Sequence<Change>) {
        self.init(id: id)
        self.changes.reserveCapacity(changes.underestimatedCount)
        for change in changes { self.insert(change) }
    }

    /// Merges one change.
    ///
    /// Inserting it again, earlier or later makes no difference.
    /// A change whose values were erased takes the place of the same change with its values, and never the other way.
    ///
    /// - Parameter change: A verified change to this record.
    public mutating func insert(_ change: Change) {
        guard let last = self.changes.last, change.entry <= last.entry else {
            self.changes.append(change)
            return
        }
        let index = self.changes.partitionPoint { $0.entry >= change.entry }
        if self.changes[index].entry == change.entry {
            self.changes[index].eraseWhatIsErased(in: change)
        } else {
            self.changes.insert(change, at: index)
        }
    }
}

extension Change {
    /// Erases the values that are erased in another copy of the same change.
    fileprivate mutating func eraseWhatIsErased(in other: Change) {
        guard self.hashPrefix == other.hashPrefix, self.operations.count == other.operations.count else { return }
        for index in self.operations.indices where other.operations[index].isErased {
            self.operations[index].erase()
        }
    }
}

extension Operation {
    /// Whether the operation's value is erased.
    fileprivate var isErased: Bool {
        switch self {
        case .set(_, _, let value), .add(_, let value): value == .erased
        default: false
        }
    }

    /// Erases the operation's value, if it has one.
    mutating func erase() {
        switch self {
        case .set(let field, let key, _): self = .set(field: field, key: key, value: .erased)
        case .add(let field, _): self = .add(field: field, value: .erased)
        default: break
        }
    }
}
