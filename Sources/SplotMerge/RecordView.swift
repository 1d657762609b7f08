/// A record as one federation shows it: a pure function of the changes held and of the ``Federation``.
public struct RecordView: Hashable, Sendable {
    /// The record.
    public var id: RecordID

    /// The record's kind, as its creation says.
    public var kind: String

    /// Whether every trusted cluster's writes count.
    public var isCommon: Bool

    /// The cluster of the log that created the record.
    public var owner: ClusterID

    /// The creating entry and its time.
    public var created: Origin

    /// The greatest (time, log, position) of the changes that count.
    public var lastChange: Origin

    /// Whether the record is deleted.
    ///
    /// A delete that an edit contests does not delete.
    public var isDeleted: Bool

    /// Who may see the record: the most restrictive of the surviving values.
    public var visibility: Visibility

    /// The entries that set the visibility shown, the greatest first; empty when nobody did.
    public var visibilityOrigins: [Origin]

    /// The single and keyed places that hold something, sorted by place.
    ///
    /// A place is left out when all that survives there are clears.
    public var places: [PlaceView]

    /// The set fields that have elements, sorted by field.
    public var sets: [SetView]

    /// Where surviving writes disagree, sorted by place.
    public var conflicts: [Conflict]

    /// What other clusters propose and nobody has settled yet, sorted by entry.
    ///
    /// Always empty on a common record.
    public var suggestions: [Suggestion]

    /// What other clusters proposed and the owner has settled, sorted by entry.
    ///
    /// Always empty on a common record.
    public var settledSuggestions: [SettledSuggestion]
}

extension RecordView {
    /// Looks up a single or keyed place.
    ///
    /// - Parameters:
    ///   - field: The field's name.
    ///   - key: The key within a map field; `nil` for a field that holds one value.
    /// - Returns: `nil` when nothing but clears survives there, or nothing was ever written.
    public func place(_ field: String, key: String? = nil) -> PlaceView? {
        let wanted = Place(field: field, key: key)
        return self.places.first { $0.place == wanted }
    }

    /// Looks up a set field.
    ///
    /// - Parameter field: The field's name.
    /// - Returns: The distinct elements, sorted; empty when there are none.
    public func elements(_ field: String) -> [SetView.Element] {
        self.sets.first { Place.set(field: $0.field) == .set(field: field) }?.elements ?? []
    }
}

/// A single or keyed place of a record and what survives there.
public struct PlaceView: Hashable, Sendable {
    /// The place: ``Place/single(field:)`` or ``Place/keyed(field:key:)``.
    public var place: Place

    /// What is shown: the surviving write with the greatest (time, log, position), and all that wrote the same.
    public var winner: Alternative

    /// The other surviving values, in the order of their greatest origin, greatest first; not empty in a conflict.
    public var others: [Alternative]

    /// The winning value's content; `nil` when the winner is a clear.
    public var content: Content? {
        if case .content(let content) = self.winner.value { return content }
        return nil
    }
}

/// A set field of a record and the elements visible in it.
public struct SetView: Hashable, Sendable {
    /// A distinct element, however often it was added.
    public struct Element: Hashable, Sendable {
        /// The element's value.
        ///
        /// All erased elements are one.
        public var content: Content

        /// The adds that nobody removed, sorted by name.
        ///
        /// To take the element out of the set, a remove has to name all of them.
        public var adds: [ElementID]

        /// Where each add comes from, in the order of ``adds``.
        public var origins: [Origin]
    }

    /// The field's name.
    public var field: String

    /// The elements, sorted by their bytes; an erased one comes last.
    public var elements: [Element]
}

/// Two or more surviving writes to one place that differ.
public struct Conflict: Hashable, Sendable {
    /// Where they meet: a single or keyed place, ``Place/life``, or a set, one conflict for each element in dispute.
    public var place: Place

    /// What survives, at least two; the one that is shown comes first.
    ///
    /// At ``Place/life`` that is the contesting edits when they keep a deleted record alive. At a set it is the element,
    /// which stays, and the second is ``Alternative/Value/removed``.
    public var alternatives: [Alternative]

    /// Puts a conflict together.
    ///
    /// - Parameters:
    ///   - place: Where the writes meet.
    ///   - alternatives: What survives, at least two; the one that is shown first.
    public init(place: Place, alternatives: [Alternative]) {
        self.place = place
        self.alternatives = alternatives
    }
}
