public import SplotMerge

/// What an offline bundle has brought, or in a rehearsal would bring.
public struct BundleImport: Sendable {
    /// A log that was in the bundle, and of which nothing was taken.
    public struct PassedOver: Sendable, Hashable {
        /// Why nothing was taken.
        public enum Reason: String, Sendable {
            /// It begins beyond what is held here: an earlier bundle is missing.
            case gap
            /// It is proven to be forked, and not settled yet.
            case forked
            /// It does not go on from what is held here: the two seem to be different branches.
            case otherBranch
            /// Newer statements that are known here, and not to whoever made the bundle, speak against it.
            case outdated
        }

        /// The log.
        public var log: LogID
        /// The cluster that it is of.
        public var cluster: ClusterID
        /// Why nothing was taken.
        public var reason: Reason
    }

    /// Why a bundle was not read to its end.
    public struct Fault: Sendable, Hashable {
        /// What kind of trouble it is.
        public enum Code: String, Sendable {
            /// The file is not an offline bundle.
            case notABundle
            /// The file was written by a newer version.
            case newerVersion
            /// The bundle is encrypted to other nodes, or to another key of this one.
            case notForUs
            /// The file was cut short.
            case truncated
            /// The file was changed.
            case damaged
            /// The file is whole, and what is in it does not verify.
            case badData
        }

        /// What kind of trouble it is.
        public var code: Code
        /// What is wrong, and what to do about it.
        public var message: String
    }

    /// Whether nothing was stored.
    public var isRehearsal: Bool
    /// Entries that were new here.
    public var entriesNew: UInt64 = 0
    /// Entries that were held here already.
    public var entriesKnown: UInt64 = 0
    /// Statements that were new here.
    public var statementsNew: UInt64 = 0
    /// Bytes of the file that were read.
    public var bytes: UInt64 = 0
    /// Clusters that are not trusted here, and of which nothing was taken.
    public var clustersPassedOver: [ClusterID] = []
    /// Logs of trusted clusters of which nothing was taken.
    public var logsPassedOver: [PassedOver] = []
    /// Logs of which the bundle, or it and what is held here together, proves that they are forked.
    public var forks: [LogID] = []
    /// The logs of trusted clusters that the bundle's maker holds: what an acknowledgement is about.
    public var listed: Set<LogID> = []
    /// Why the bundle was not read to its end; `nil` when all of it was read.
    ///
    /// What came before is stored.
    public var fault: Fault?

    /// Whether the bundle was read to its end.
    public var isComplete: Bool { self.fault == nil }
}
