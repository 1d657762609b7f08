/// Something that a node can do and need not, by the name under which it says so (Protocol.md §10.3).
package struct Capability: Hashable, Sendable, RawRepresentable {
    /// The name, at most 64 bytes.
    package let rawValue: String

    /// Takes any name; unknown ones are ignored.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Stays after the first round, and sends what is new as it comes: when both sides say that they do.
    package static let live = Capability(rawValue: "live")
}
