public import SplotBundle
public import SplotMerge

/// Where an offline bundle begins.
public enum BundleStart: Sendable {
    /// Where the last acknowledgement ends that was read from the receiving nodes; at the beginning without one.
    case acknowledged
    /// At the beginning of every log.
    case beginning
    /// Where an acknowledgement ends; the bundle is for the node that signed it.
    case since(Acknowledgement)
}

/// What an offline bundle holds that was written.
public struct BundleExport: Sendable {
    /// The cluster that it is for.
    public var cluster: ClusterID
    /// The logs of the nodes that can read it.
    public var recipients: [LogID]
    /// When the acknowledgement was signed that it begins behind, by the clock of the node that signed; `nil` when it
    /// begins at the beginning.
    public var since: UInt64?
    /// The clusters whose statements are in it, and whose logs may be.
    public var clusters: Int = 0
    /// How many statements are in it.
    public var statements: UInt64 = 0
    /// How many logs are in it.
    public var logs: Int = 0
    /// How many entries are in it.
    public var entries: UInt64 = 0
    /// How many bytes the file has.
    public var bytes: UInt64 = 0
    /// Logs that are forked: proof of it is in the bundle, and nothing else of them.
    public var forks: [LogID] = []
    /// Logs of which the receiver has acknowledged another branch than is held here; nothing of them is in the bundle.
    public var otherBranches: [LogID] = []
    /// Logs that cannot be passed on, because payloads of them are gone by an order that no longer stands.
    public var leftOut: [LogID] = []

    init(cluster: ClusterID, recipients: [LogID], since: UInt64?) {
        self.cluster = cluster
        self.recipients = recipients
        self.since = since
    }
}
