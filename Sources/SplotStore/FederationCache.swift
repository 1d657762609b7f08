import SplotMerge
import Synchronization

/// Remembers the federation between transactions: it takes reading all logs to work it out, and it rarely changes.
///
/// Every change gives it another mark in the database, so that no process is misled by what it remembers.
final class FederationCache: Sendable {
    private let known = Mutex<(mark: [UInt8], federation: Federation)?>(nil)

    /// The federation of a mark, if it is remembered.
    func federation(of mark: [UInt8]) -> Federation? {
        self.known.withLock { $0.flatMap { $0.mark == mark ? $0.federation : nil } }
    }

    /// Remembers the federation of a mark.
    func remember(_ federation: Federation, of mark: [UInt8]) {
        self.known.withLock { $0 = (mark, federation) }
    }
}
