/// The order of the Polish alphabet: a ą b c ć d e ę … s ś t … z ź ż.
///
/// Case does not count at first, nor do diacritics that are not Polish (é sorts with e); what is then equal goes by
/// code points. White space comes first, then other signs, digits, letters, and the letters of other scripts.
public enum PolishCollation {
    /// Whether `left` comes before `right`.
    ///
    /// - Parameters:
    ///   - left: Any text.
    ///   - right: Any text.
    /// - Returns: `false` also when both are the same.
    public static func areInOrder(_ left: String, _ right: String) -> Bool {
        self.sortKey(left).lexicographicallyPrecedes(self.sortKey(right))
    }

    /// Bytes whose order is that of the texts; compute them once where there is much to sort.
    ///
    /// - Parameter text: Any text.
    /// - Returns: Bytes to compare one by one, as SQLite compares blobs.
    public static func sortKey(_ text: String) -> [UInt8] {
        let normalised = text.normalised
        var key: [UInt8] = []
        key.reserveCapacity(2 * normalised.utf8.count + 1)
        for scalar in normalised.unicodeScalars {
            if let weight = Self.weights[scalar] {
                key.append(weight)
            } else if scalar.properties.isWhitespace {
                key.append(Weight.space)
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                Self.append(String(scalar), to: &key)
            } else {
                key.append(Weight.sign)
            }
        }
        // Below every weight, so that a text comes before what begins with it.
        key.append(0)
        key.append(contentsOf: normalised.utf8)
        return key
    }

    // A letter that is not Polish counts as those it folds to, or by its code point after all of them.
    private static func append(_ letter: String, to key: inout [UInt8]) {
        let folded = Folding.squash(letter).unicodeScalars
        for scalar in folded {
            if let weight = Self.weights[scalar] {
                key.append(weight)
            } else {
                key.append(Weight.otherScript)
                for shift in [16, 8, 0] { key.append(UInt8(truncatingIfNeeded: scalar.value >> UInt32(shift))) }
            }
        }
    }

    private enum Weight {
        static let space: UInt8 = 1
        static let sign: UInt8 = 2
        static let digit: UInt8 = 10
        static let letter: UInt8 = 30
        static let otherScript: UInt8 = 255
    }

    private static let weights: [Unicode.Scalar: UInt8] = {
        var weights: [Unicode.Scalar: UInt8] = [:]
        for (digit, weight) in zip("0123456789".unicodeScalars, Weight.digit...) { weights[digit] = weight }
        let lower = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż".unicodeScalars
        let upper = "AĄBCĆDEĘFGHIJKLŁMNŃOÓPQRSŚTUVWXYZŹŻ".unicodeScalars
        for (letter, weight) in zip(lower, Weight.letter...) { weights[letter] = weight }
        for (letter, weight) in zip(upper, Weight.letter...) { weights[letter] = weight }
        return weights
    }()
}
