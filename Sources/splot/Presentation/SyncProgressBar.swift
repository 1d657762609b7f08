import SplotNode
import Synchronization

/// The progress of a sync with several peers as one bar.
final class SyncProgressBar: Sendable {
    private let bar: ProgressBar
    private let peers = Mutex<[String: SyncAdvance]>([:])

    /// Makes a bar, or nothing when standard error is no terminal.
    init?() {
        guard let bar = ProgressBar("syncing") else { return nil }
        self.bar = bar
    }

    func update(_ advance: SyncAdvance) {
        let (done, total) = self.peers.withLock { peers in
            peers[advance.address] = advance
            return peers.values.reduce(into: (UInt64(0), UInt64(0))) { sum, peer in
                // What a peer announces may be any number.
                sum.0 = sum.0.addingWithSaturation(peer.sent).addingWithSaturation(peer.received)
                sum.1 = sum.1.addingWithSaturation(peer.toSend).addingWithSaturation(peer.toReceive)
            }
        }
        self.bar.update(done: done, total: total)
    }

    func finish() { self.bar.finish() }
}

extension UInt64 {
    fileprivate func addingWithSaturation(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = self.addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
