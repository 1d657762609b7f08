/// Something in a membership that cannot be as it is written.
public struct MembershipFault: Hashable, Sendable {
    /// The sort of fault.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// A certificate that no acceptance may have come before.
        case certifiedWithoutAcceptance

        /// A certificate after a rejection, with no acceptance since.
        case certifiedAfterRejection

        /// Suspended or left, though the way began and no acceptance may have come before.
        case endedBeforeAcceptance

        /// A step after leaving, with no new declaration between.
        case stepAfterLeaving

        /// Accepted and rejected on one day.
        case acceptedAndRejected

        /// An honorary member that is said to have a vote.
        case honoraryVote
    }

    /// The sort of fault.
    public let code: Code

    /// The step that it shows in; `nil` when it is not in the steps.
    public let step: MembershipStep?

    /// The field that it shows in: `steps` or `voting`.
    public var field: String { self.code == .honoraryVote ? "voting" : "steps" }
}

extension MembershipFault.Code {
    /// What is asked for, without any value.
    public var rule: String {
        switch self {
        case .certifiedWithoutAcceptance:
            "a certificate needs an acceptance before it or on the same day; add the step 'accepted' first"
        case .certifiedAfterRejection:
            "a certificate cannot follow a rejection; add the acceptance between them first"
        case .endedBeforeAcceptance:
            "only an accepted member is suspended or leaves; add the step 'accepted' first, or 'rejected' instead"
        case .stepAfterLeaving:
            "after leaving, the way begins with a new declaration; add the step 'declared' first"
        case .acceptedAndRejected:
            "the council cannot accept and reject on the same day; take one of the two steps out"
        case .honoraryVote:
            "an honorary member never has a vote; set voting to no, or change the kind of membership"
        }
    }
}

extension MembershipFault: CustomStringConvertible {
    /// The step with its date, and what is asked for.
    public var description: String {
        (self.step.map { "\($0): " } ?? "") + self.code.rule
    }
}

extension MembershipFault {
    /// Checks a way against its rules; what dates leave open is taken for right.
    ///
    /// - Parameters:
    ///   - steps: All steps in order.
    ///   - isHonorary: Whether the membership is honorary.
    ///   - voting: Whether it is said to have a vote.
    /// - Returns: The faults in the order of the steps.
    static func faults(in steps: [MembershipStep], isHonorary: Bool, voting: Bool?) -> [MembershipFault] {
        var faults: [MembershipFault] = []
        for step in steps {
            guard let code = self.code(of: step, in: steps) else { continue }
            let fault = MembershipFault(code: code, step: step)
            if !faults.contains(fault) { faults.append(fault) }
        }
        if isHonorary, voting == true { faults.append(MembershipFault(code: .honoraryVote, step: nil)) }
        return faults
    }

    private static func code(of step: MembershipStep, in steps: [MembershipStep]) -> Code? {
        if step.kind != .declared, self.isAfterLeaving(step, in: steps) { return .stepAfterLeaving }
        switch step.kind {
        case .declared, .accepted:
            return nil
        case .rejected:
            return steps.contains { $0.kind == .accepted && $0.isOnSameDay(as: step) } ? .acceptedAndRejected : nil
        case .certified:
            guard !self.isAccepted(step, in: steps) else { return nil }
            let isRejected = steps.contains {
                $0.kind == .rejected && ($0.isCertainlyBefore(step) || $0.isOnSameDay(as: step))
            }
            return isRejected ? .certifiedAfterRejection : .certifiedWithoutAcceptance
        case .suspended, .left:
            // A list of names gives no decision: who is in it may be suspended or leave all the same.
            let isFromNames = !steps.contains { [.declared, .accepted, .rejected].contains($0.kind) }
            return isFromNames || self.isAccepted(step, in: steps) ? nil : .endedBeforeAcceptance
        }
    }

    // Whether an acceptance may have come before, with nothing certainly between that undid it.
    private static func isAccepted(_ step: MembershipStep, in steps: [MembershipStep]) -> Bool {
        steps.contains { acceptance in
            acceptance.kind == .accepted && acceptance.mayPrecede(step)
                && !steps.contains { end in
                    (end.kind == .rejected || end.kind == .left)
                        && acceptance.isCertainlyBefore(end) && end.isCertainlyBefore(step)
                }
        }
    }

    // An acceptance without a declaration is a fault of its own; what follows it is not blamed for it again.
    private static func isAfterLeaving(_ step: MembershipStep, in steps: [MembershipStep]) -> Bool {
        steps.contains { leaving in
            leaving.kind == .left && leaving.isCertainlyBefore(step)
                && !steps.contains { back in
                    back != step && (back.kind == .declared || back.kind == .accepted)
                        && leaving.mayPrecede(back) && back.mayPrecede(step)
                }
        }
    }
}
