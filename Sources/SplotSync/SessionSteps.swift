package import SplotLog
package import SplotMerge

extension Session {
    /// What whoever reads frames does next.
    package enum ReaderStep: Equatable, Sendable {
        /// Read the next frame; then ``Session/received(_:)`` or ``Session/streamEnded()``.
        case read
        /// Ask ``Replica/admission(of:greeting:)``; then ``Session/judged(_:)``.
        case judge(Greeting)
        /// Give to ``Replica/receive(_:of:)``; then ``Session/storedStatements(_:isNew:)``.
        case storeStatements([Statement], of: ClusterID)
        /// Give to ``Replica/receive(_:)``; then ``Session/storedBatch(_:new:)``.
        case store(Batch)
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
        /// Ask ``Replica/statements(of:from:)``; then ``Session/loaded(_:)-([Statement])``.
        case loadStatements(ClusterID, from: UInt64)
        /// Ask ``Replica/batch(of:from:)``; then ``Session/loaded(_:)-(Batch)``.
        case loadBatch(LogID, from: UInt64)
        /// Wait until the reader or the timer has changed something.
        case wait
        /// Nothing more will be sent.
        case finish
    }
}
