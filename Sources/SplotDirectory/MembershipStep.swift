/// One thing that happened on the way into a cluster, or out of it.
public struct MembershipStep: Hashable, Sendable {
    /// The sort of step, in the natural order of the way.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The organisation declared that it wants to join.
        case declared

        /// The council took it in, or let it back in.
        case accepted

        /// The council refused.
        case rejected

        /// It received its certificate of membership.
        case certified

        /// Its rights were suspended.
        case suspended

        /// It left, or was put out.
        case left

        // A refusal goes before an acceptance of the same uncertain date: who was refused may apply again, while one
        // who was accepted is put out by leaving.
        var rank: Int {
            switch self {
            case .declared: 0
            case .rejected: 1
            case .accepted: 2
            case .certified: 3
            case .suspended: 4
            case .left: 5
            }
        }
    }

    /// The sort of step.
    public let kind: Kind

    /// When it happened, as far as it is known.
    public let date: PartialDate?

    /// Describes a step.
    ///
    /// - Parameters:
    ///   - kind: The sort of step.
    ///   - date: When it happened, as far as it is known.
    public init(_ kind: Kind, date: PartialDate? = nil) {
        self.kind = kind
        self.date = date
    }

    /// Reads an element of a member's `steps`; gives `nil` for a step that this version does not know.
    init?(_ value: Value) {
        guard case .structure(let members) = value, case .text(let name)? = members["step"],
            let kind = Kind(rawValue: name)
        else { return nil }
        self.kind = kind
        if case .text(let text)? = members["date"] { self.date = PartialDate(text) } else { self.date = nil }
    }

    /// Whether this step came before another whatever days the two dates mean.
    func isCertainlyBefore(_ other: MembershipStep) -> Bool {
        guard let date = self.date, let later = other.date else { return false }
        return date.isCertainlyBefore(later)
    }

    /// Whether both happened on one known day.
    func isOnSameDay(as other: MembershipStep) -> Bool {
        self.date?.day != nil && self.date == other.date
    }

    /// Whether this step may have come before another, or on the same day.
    func mayPrecede(_ other: MembershipStep) -> Bool { !other.isCertainlyBefore(self) }
}

extension MembershipStep: CustomStringConvertible {
    /// The step and its date: `accepted 2015-02-23`.
    public var description: String {
        self.kind.rawValue + (self.date.map { " \($0)" } ?? "")
    }
}

extension [MembershipStep] {
    /// The steps in the order in which they happened.
    ///
    /// Dates that can be compared decide. Where they cannot (`2015` and `2015-02-23`, or no date), the natural order of
    /// the way does: declared, decided, certified, suspended, left.
    var inOrder: [MembershipStep] {
        var rest = self.sorted { left, right in
            let ranks = (left.kind.rank, right.kind.rank)
            if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
            guard let date = left.date, let other = right.date else { return left.date == nil && right.date != nil }
            return date < other
        }
        var ordered: [MembershipStep] = []
        while !rest.isEmpty {
            // Of the steps that none certainly comes before; the earliest date is always one of them.
            let next = rest.firstIndex { step in !rest.contains { $0.isCertainlyBefore(step) } } ?? 0
            ordered.append(rest.remove(at: next))
        }
        return ordered
    }
}
