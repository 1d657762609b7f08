/// Reading and writing runs of ASCII digits.
enum Digits {
    /// Whether these are ASCII digits, and at least one.
    static func areAll(_ text: some Sequence<UInt8>) -> Bool {
        var isEmpty = true
        for character in text {
            guard Self.contains(character) else { return false }
            isEmpty = false
        }
        return !isEmpty
    }

    static func contains(_ character: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
    }

    /// The number that so many digits make; at most nine, so that it always fits.
    static func number(_ text: some Collection<UInt8>, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.count), text.count <= 9, Self.areAll(text) else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// The decimal digits of a number, with zeros before it up to a width.
    static func text(_ number: Int, width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
