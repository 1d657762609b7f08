package import SplotLog
package import SplotMerge

/// Who is at the other end, once accepted.
package struct Peer: Sendable, Hashable {
    /// Its cluster, which this node trusts.
    package var cluster: ClusterID
    /// The key that the transport authenticated.
    package var key: Bytes32

    /// Names a peer.
    package init(cluster: ClusterID, key: Bytes32) {
        self.cluster = cluster
        self.key = key
    }
}

/// What a peer says of itself.
package enum Introduction: Sendable, Equatable {
    /// Nothing yet: only its key is known.
    case none
    /// The cluster that it says to be of.
    case claim(ClusterID)
    /// All statements of the cluster that it says to be of.
    case statements([Statement])
}

/// Whether a peer may talk to this node.
package enum Admission: Sendable, Equatable {
    /// A trusted cluster admits the key.
    case accepted(Peer)
    /// What is known so far does not admit the key; the statements of the peer's cluster may.
    case unknown
    /// The peer's cluster is not trusted here.
    case notTrusted
    /// The statements shown do not admit the key, or the peer's log was closed.
    case notAdmitted
    /// The peer has sent what does not verify, and is to wait before it is heard again.
    case paused(seconds: UInt64)
}
