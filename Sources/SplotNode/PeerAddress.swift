/// Where a node answers: a host name or IP address, and a TCP port.
public struct PeerAddress: Hashable, Sendable, CustomStringConvertible {
    /// The port used when none is said.
    public static let defaultPort = 7_420

    /// A host name or an IP address, without brackets.
    public var host: String
    /// A TCP port, 0 to 65535; 0 lets the system choose when listening.
    public var port: Int

    /// Reads an address.
    ///
    /// - Parameters:
    ///   - text: `HOST`, `HOST:PORT`, `[IPv6]` or `[IPv6]:PORT`.
    ///   - defaultPort: The port when the text names none.
    /// - Throws: ``NodeError`` `invalid`.
    public init(_ text: String, defaultPort: Int = Self.defaultPort) throws {
        let refusal = NodeError(.invalid, "an address is HOST:PORT, such as node.example:7420 or [2001:db8::1]:7420")
        var host = text[...]
        var port: Substring?
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]") else { throw refusal }
            let rest = host[host.index(after: end)...]
            host = host[host.index(after: host.startIndex)..<end]
            if !rest.isEmpty {
                guard rest.first == ":" else { throw refusal }
                port = rest.dropFirst()
            }
        } else if let colon = host.firstIndex(of: ":") {
            port = host[host.index(after: colon)...]
            host = host[..<colon]
        }
        let isPlain = host.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || [0x2d, 0x2e, 0x3a, 0x5f, 0x25].contains(byte)
        }
        guard !host.isEmpty, host.utf8.count <= 253, isPlain else { throw refusal }
        self.host = host.lowercased()
        guard let port else {
            self.port = defaultPort
            return
        }
        guard let number = Int(port), (0...65_535).contains(number), port.utf8.allSatisfy({ $0 != 0x2b }) else {
            throw refusal
        }
        self.port = number
    }

    /// The address as ``init(_:)`` reads it.
    public var description: String {
        self.host.contains(":") ? "[\(self.host)]:\(self.port)" : "\(self.host):\(self.port)"
    }
}
