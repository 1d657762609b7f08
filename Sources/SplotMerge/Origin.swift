/// Where a shown value comes from.
///
/// Ordered as ties are broken: by time, then log, then position.
public struct Origin: Hashable, Comparable, Sendable {
    /// The entry that wrote the value.
    public var entry: EntryID

    /// The author's wall clock then, in seconds since 1970-01-01T00:00:00Z.
    public var time: UInt64

    /// Names an origin.
    ///
    /// - Parameters:
    ///   - entry: The entry that wrote the value.
    ///   - time: Seconds since 1970-01-01T00:00:00Z by the author's clock.
    public init(entry: EntryID, time: UInt64) {
        self.entry = entry
        self.time = time
    }

    /// Whether `left` loses against `right`: by time, then log, then position.
    public static func < (left: Origin, right: Origin) -> Bool {
        left.time == right.time ? left.entry < right.entry : left.time < right.time
    }
}

extension Change {
    /// The change's entry and time.
    public var origin: Origin { Origin(entry: self.entry, time: self.time) }
}
