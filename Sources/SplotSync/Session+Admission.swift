import SplotLog
import SplotMerge

/// Who the peer is (Protocol.md §10.3).
extension Session {
    mutating func received(_ hello: Hello) throws(Violation) -> ReaderStep {
        guard min(hello.version, Hello.version) > 0 else {
            throw Violation(.unsupportedVersion, "version 0 of the protocol does not exist")
        }
        self.isLive = self.capabilities.contains(.live) && hello.capabilities.contains(.live)
        self.acquaintance.claimed = hello.cluster
        self.inbound = .judging(nil)
        return .judge(.claim(hello.cluster))
    }

    /// The peer asks for the statements of this side's cluster.
    mutating func receivedAsk() throws(Violation) {
        guard self.acquaintance.theirs == .unasked, self.roundCount == 0 else {
            throw Violation(
                .unexpectedFrame,
                "the statements of this node's cluster may be asked for once, before the first round"
            )
        }
        self.acquaintance.theirs = .due
    }

    /// The peer shows the statements of its cluster.
    mutating func received(
        introduction statements: [Statement],
        of cluster: ClusterID,
        from: UInt64,
        opening: Opening?
    ) throws(Violation) -> ReaderStep {
        guard cluster == self.acquaintance.claimed, from == 0, statements.first?.cluster == cluster else {
            throw Violation(.notAdmitted, "the statements are not those of the cluster that the hello names")
        }
        self.acquaintance.mine = .settled
        self.tally.roundTrips += 1
        self.inbound = .judging(opening)
        return .judge(.statements(statements))
    }

    /// The replica has judged what the peer says of itself.
    package mutating func judged(_ admission: Admission) -> ReaderStep {
        guard case .judging(let opening) = self.inbound else {
            switch self.inbound {
            case .draining, .closed: break
            default: self.endForMisuse("judged")
            }
            return .read
        }
        switch admission {
        case .accepted(let peer) where self.peer.map({ $0.cluster != peer.cluster }) ?? false:
            // What may be read was decided for the wrong cluster; nothing but the opening has gone out by that.
            self.end(Violation(.notAdmitted, "the node key is admitted by more than one cluster"))
        case .accepted(let peer):
            self.accept(peer, opening: opening)
        case .unknown where self.acquaintance.mine == .unasked && self.peer == nil:
            self.acquaintance.mine = .due
            self.inbound = .introduction(opening)
        case .unknown, .notAdmitted:
            self.end(
                Violation(
                    .notAdmitted,
                    "your cluster has not admitted this node key, or has closed its log: whoever keeps the cluster key "
                        + "can admit the node, then sync again"
                )
            )
        case .notTrusted:
            self.end(
                Violation(
                    .notTrusted,
                    "this node does not trust your cluster: its administrator can add your card with `splot trust add`"
                )
            )
        case .paused(let seconds):
            self.end(.paused(seconds: seconds))
        }
        return .read
    }

    private mutating func accept(_ peer: Peer, opening: Opening?) {
        self.isAccepted = true
        self.peer = peer
        self.tally.cluster = peer.cluster
        self.inbound = opening.map { .comparing($0) } ?? .opening
        switch self.outbound {
        case .awaitingAcceptance:
            self.tally.roundTrips += 1
            self.outbound = .inventory(peer)
        case .hello(let hello, known: nil):
            // The reader was faster than the writer.
            self.tally.roundTrips += 1
            self.outbound = .hello(hello, known: peer)
        default:
            break
        }
        // An opening that came early is looked at when this side's own has gone out.
    }
}
