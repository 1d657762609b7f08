package import SplotMerge

/// What each side says first.
package struct Hello: Hashable, Sendable {
    /// The highest version of the protocol that this software speaks.
    package static let version: UInt64 = 1

    /// The highest version that the sender speaks; the lower of both sides' is used.
    package var version: UInt64
    /// What the sender can do beyond what every node does.
    package var capabilities: Set<Capability>
    /// The sender's cluster.
    package var cluster: ClusterID

    /// Puts a hello together.
    package init(version: UInt64 = Hello.version, capabilities: Set<Capability> = [], cluster: ClusterID) {
        self.version = version
        self.capabilities = capabilities
        self.cluster = cluster
    }
}
