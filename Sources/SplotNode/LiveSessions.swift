import SplotMerge
import SplotSync
import Synchronization

/// The sessions that stay and were opened by the other side.
///
/// Two nodes that call each other need one connection, not two: the one with the larger key gives up its own.
final class LiveSessions: Sendable {
    private let counts = Mutex<[Bytes32: Int]>([:])

    /// A session with this peer has come through its first round.
    func began(_ key: Bytes32) { self.counts.withLock { $0[key, default: 0] += 1 } }

    /// A session with this peer is over.
    func ended(_ key: Bytes32) {
        self.counts.withLock { counts in
            let count = (counts[key] ?? 0) - 1
            counts[key] = count > 0 ? count : nil
        }
    }

    /// Whether the peer has called, and its session stays.
    func holds(_ key: Bytes32) -> Bool { self.counts.withLock { $0[key] != nil } }
}
