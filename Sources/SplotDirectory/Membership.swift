/// How a membership stands: derived from its steps, which are facts and never overwritten.
public struct Membership: Hashable, Sendable {
    /// Where on the way into the cluster, or out of it, the member is.
    public enum State: String, CaseIterable, Hashable, Sendable {
        /// Declared, and not decided yet.
        case declared

        /// Accepted by the council, also again after a suspension.
        case accepted

        /// Rejected by the council.
        case rejected

        /// Certified as a member.
        case certified

        /// Suspended.
        case suspended

        /// No longer a member.
        case left

        /// No step is known, as in a list that only gives names; counts as accepted.
        case unknown
    }

    /// The steps that this version knows, in the order in which they happened, later ones than the day asked for left
    /// out.
    public let steps: [MembershipStep]

    /// The state to which the last step led.
    public let state: State

    /// When it led there, as far as it is known.
    public let since: PartialDate?

    /// Whether the membership is honorary: such a member never has a vote.
    public let isHonorary: Bool

    /// Whether the membership counts: not merely declared, neither rejected nor left, nor all of it still to come.
    public let isCurrent: Bool

    /// Whether the member has a vote.
    ///
    /// Only one that is accepted or certified has, and is not honorary nor said to have none. A certificate alone, which
    /// no acceptance stands behind, gives no vote.
    public let hasVote: Bool

    /// What contradicts the way in, all steps considered; none when all is well.
    public let faults: [MembershipFault]

    /// Derives a membership.
    ///
    /// - Parameters:
    ///   - record: A record of the kind `member`.
    ///   - day: The day to look at; steps that are certainly later do not count. `nil` for all steps.
    public init(_ record: DirectoryRecord, on day: PartialDate? = nil) {
        let all = Self.steps(of: record)
        self.isHonorary = record.fields["kind"] == .single(.text("honorary"))
        let voting: Bool? = if case .single(.boolean(let answer))? = record.fields["voting"] { answer } else { nil }
        self.faults = MembershipFault.faults(in: all.inOrder, isHonorary: self.isHonorary, voting: voting)
        let steps = all.filter { step in day.flatMap { day in step.date.map(day.isCertainlyBefore) } != true }.inOrder
        let walk = Walk(steps)
        self.steps = steps
        self.state = walk.state
        self.since = walk.since
        // Who is suspended or leaves later, and of whom nothing else is known, was a member before.
        let isStillToCome =
            steps.isEmpty && all.inOrder.first.map { $0.kind != .suspended && $0.kind != .left } ?? false
        self.isCurrent = ![.declared, .rejected, .left].contains(walk.state) && !isStillToCome
        self.hasVote =
            self.isCurrent && !self.isHonorary && voting != false
            && (walk.state == .unknown || [.accepted, .certified].contains(walk.state) && walk.isAccepted)
    }
}

extension Membership {
    /// The most different steps of one membership that are looked at.
    ///
    /// Nobody joins and leaves that often, and what a stranger wrote must not keep a reader busy.
    public static let stepLimit = 100

    private static func steps(of record: DirectoryRecord) -> [MembershipStep] {
        guard case .set(let values)? = record.fields["steps"] else { return [] }
        var steps: [MembershipStep] = []
        for step in values.lazy.compactMap({ MembershipStep($0) }) where !steps.contains(step) {
            steps.append(step)
            if steps.count == self.stepLimit { break }
        }
        return steps
    }

    // The way step by step.
    private struct Walk {
        var state = State.unknown
        var since: PartialDate?
        var isAccepted = false

        init(_ steps: [MembershipStep]) {
            for step in steps { self.take(step) }
        }

        private mutating func take(_ step: MembershipStep) {
            switch step.kind {
            case .declared:
                // Who is a member already does not stop being one by declaring it again.
                guard !self.isAccepted else { return }
                self.state = .declared
            case .accepted:
                self.state = .accepted
                self.isAccepted = true
            case .rejected:
                self.state = .rejected
                self.isAccepted = false
            case .certified: self.state = .certified
            case .suspended: self.state = .suspended
            case .left:
                self.state = .left
                self.isAccepted = false
            }
            self.since = step.date
        }
    }
}
