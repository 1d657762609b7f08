import SplotMerge

/// Collects the parts of a listing, within the limits: what a peer can make this side hold unchecked is bounded.
struct ListingGathering: Equatable, Sendable {
    /// The most parts that a listing may have.
    static let maximumParts = 16

    private var partCount = 0

    /// What came so far; clusters in ascending order.
    private(set) var holdings: [Holding] = []

    /// Takes a part.
    ///
    /// - Parameters:
    ///   - part: What it says.
    ///   - isLast: Whether it is the last one.
    /// - Throws: ``Violation`` `malformedFrame` when it does not follow those before or says nothing, `limitExceeded`
    ///   when there are too many.
    mutating func append(_ part: [Holding], isLast: Bool) throws(Violation) {
        if let last = self.holdings.last, let first = part.first, last.cluster >= first.cluster {
            throw Violation(.malformedFrame, "the clusters of a listing must be in ascending order")
        }
        // A part that says nothing could be sent for ever.
        guard isLast || !part.isEmpty else { throw Violation(.malformedFrame, "a part of a listing is empty") }
        self.partCount += 1
        guard self.partCount <= Self.maximumParts else {
            throw Violation(.limitExceeded, "a listing has more than \(Self.maximumParts) parts")
        }
        self.holdings += part
    }
}
