/// A connection that a session runs over: bytes in order, both ways at once.
///
/// Whoever implements it gives backpressure in both directions: ``send(_:)`` returns when there is room for more, and
/// nothing is read ahead of ``inbound`` but a bounded amount.
package protocol ByteChannel: Sendable {
    /// Chunks of bytes as they arrive, of any size; iterated once. Ends when the peer has closed.
    associatedtype Inbound: AsyncSequence & Sendable where Inbound.Element == [UInt8]

    /// The bytes that arrive.
    var inbound: Inbound { get }

    /// Sends bytes, after those sent before.
    ///
    /// - Throws: When the connection is closed, or the task was cancelled.
    func send(_ bytes: [UInt8]) async throws
}
