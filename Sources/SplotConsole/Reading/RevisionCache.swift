import SplotNode

/// What was made of the directory, for as long as nothing in it has changed: a picture of a large directory takes seconds
/// to count, and is looked at more often than it changes.
actor RevisionCache<Key: Hashable & Sendable, Value: Sendable> {
    private struct Made {
        var revision: Int64
        var value: Task<Value, any Error>
        /// The number of the call that asked for it last.
        var lastCall: Int
    }

    private let limit: Int
    private var calls = 0
    private var made: [Key: Made] = [:]

    /// An empty cache.
    ///
    /// - Parameter limit: How many values are kept at most; those go first that nobody has asked for longest.
    init(limit: Int) { self.limit = limit }

    /// The value for a key; whoever asks while it is being made waits for the same.
    ///
    /// - Parameters:
    ///   - key: All that the value depends on beside the records.
    ///   - node: The node whose records it is made of.
    ///   - make: Makes it.
    /// - Returns: The value.
    /// - Throws: What `make` throws; the next who asks has it made anew.
    func value(
        _ key: Key,
        of node: Node,
        _ make: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let revision = try await node.endOfRecords().revision
        self.calls += 1
        var made: Made
        if let known = self.made[key], known.revision >= revision {
            made = known
        } else {
            made = Made(revision: revision, value: Task { try await make() }, lastCall: 0)
        }
        made.lastCall = self.calls
        self.made[key] = made
        if self.made.count > self.limit, let oldest = self.made.min(by: { $0.value.lastCall < $1.value.lastCall }) {
            self.made[oldest.key] = nil
        }
        do {
            return try await made.value.value
        } catch {
            // What went wrong now may go well the next time.
            if self.made[key]?.revision == made.revision { self.made[key] = nil }
            throw error
        }
    }
}
