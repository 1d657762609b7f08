import NIOCore
import SplotSync
import Synchronization

/// Decides about a connection before a single byte of it is read.
final class Gate<Instant: InstantProtocol>: Sendable where Instant.Duration == Duration {
    private struct State: Sendable {
        var sessions: SessionCount
        var rate: HandshakeRate<Instant>
    }

    private let state: Mutex<State>

    init(limits: TransportLimits) {
        self.state = Mutex(
            State(
                sessions: SessionCount(maximum: limits.sessions),
                rate: HandshakeRate(maximum: limits.handshakesPerMinute)
            )
        )
    }

    /// A connection was made.
    ///
    /// `full` means that it is to be closed. For the others ``ended()`` follows.
    func connected(from address: SocketAddress?, now: Instant) -> SessionCount.Verdict {
        self.state.withLock { state in
            switch state.rate.connected(from: Self.key(of: address), now: now) {
            case .permitted: state.sessions.began()
            case .tooMany: .full
            }
        }
    }

    /// A connection is closed.
    func ended() { self.state.withLock { $0.sessions.ended() } }

    /// What one customer of a network has: an IPv4 address, or the first 64 bits of an IPv6 address.
    static func key(of address: SocketAddress?) -> String {
        switch address {
        case .v4(let address):
            // sockaddr_in: family, port, then the address.
            return withUnsafeBytes(of: address.address) { "4:" + Self.dotted($0[4..<8]) }
        case .v6(let address):
            // sockaddr_in6: family, port, flow, then the address.
            return withUnsafeBytes(of: address.address) { "6:" + Self.dotted($0[8..<16]) }
        case .unixDomainSocket, nil:
            return "local"
        }
    }

    private static func dotted(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }
}
