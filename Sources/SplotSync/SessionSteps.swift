package import SplotLog
package import SplotMerge

extension Session {
    /// What whoever reads frames does next.
    package enum ReaderStep: Equatable, Sendable {
        /// Read the next frame; then ``Session/received(_:)`` or ``Session/streamEnded()``.
        case read
        /// Ask ``Replica/admission(of:_:)``; then ``Session/judged(_:)``.
        case judge(Introduction)
        /// Give to ``Replica/receive(_:of:)``; then ``Session/storedStatements(_:isNew:)``.
        case storeStatements([Statement], of: ClusterID)
        /// Give to ``Replica/receive(_:)-(Batch)``; then ``Session/storedBatch(_:new:)``.
        case store(Batch)
        /// Give to ``Replica/receive(_:)-(ForkEvidence)``; then ``Session/storedFork(_:)``.
        case storeFork(ForkEvidence)
        /// Nothing more will come.
        case finish
    }

    /// What whoever writes frames does next; after each of them comes ``Session/nextStep()`` again.
    package enum WriterStep: Equatable, Sendable {
        /// Send this; return when there is room for more.
        case send(Frame)
        /// Ask ``Replica/inventory(for:)``; then ``Session/took(_:)``.
        case takeInventory(Peer)
        /// Ask ``Replica/root(of:at:)``; then ``Session/compared(root:)``.
        case compareRoot(LogID, size: UInt64)
        /// Ask ``Replica/evidence(of:against:)``; then ``Session/loaded(_:)-(ForkEvidence?)``.
        case loadEvidence(LogID, against: Listing)
        /// Ask ``Replica/statements(of:from:)``; then ``Session/loaded(_:)-([Statement])``.
        case loadStatements(ClusterID, from: UInt64)
        /// Ask ``Replica/batch(of:from:)``; then ``Session/loaded(_:)-(Batch?)``.
        case loadBatch(LogID, from: UInt64)
        /// Give to ``Replica/remember(_:of:)``; then ``Session/remembered()``.
        case remember(PeerMemory, of: Peer)
        /// Wait until the reader or the timer has changed something.
        case wait
        /// Nothing more will be sent.
        case finish
    }
}
