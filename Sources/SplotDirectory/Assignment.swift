/// One thing a person asks of a record: a field, what to do to it, and the text they gave.
public struct Assignment: Hashable, Sendable {
    /// What to do.
    public enum Action: Hashable, Sendable {
        /// Put the text into the place; on a set, add it as an element. Empty text clears.
        case set

        /// Add an element to a set.
        case add

        /// Take an element out of a set.
        case remove

        /// Empty the place; on a set, take out every element.
        case clear
    }

    /// The field, or `field.key`: a language (`name.pl`), a part (`address.city`), a scheme (`identifiers.NIP`).
    public var path: String

    /// What to do.
    public var action: Action

    /// The text as the person gave it; ignored by ``Action/clear``.
    public var text: String

    /// Asks something of a record.
    ///
    /// - Parameters:
    ///   - path: The field, or `field.key`.
    ///   - action: What to do.
    ///   - text: The text as the person gave it.
    public init(path: String, action: Action = .set, text: String = "") {
        self.path = path
        self.action = action
        self.text = text
    }
}
