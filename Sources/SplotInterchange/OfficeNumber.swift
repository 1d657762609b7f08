/// Numbers as offices write them, made into those that the schema reads.
///
/// The schema takes a point or a comma for the decimal sign. In a file, either may also stand between thousands, and
/// only the number itself can tell:
///
/// - `22 000 000,50`, with any sort of space: nothing to be done.
/// - `1.234.567`, `1.234,50` and `1,234.50`: the sign that repeats, or comes first, stands between thousands.
/// - `1234,5`, `0,125` and `12,50`: a decimal sign, since no group of three digits is complete.
/// - `1,234` and `1.234`: one thousand two hundred thirty-four or a little more than one. A Polish office means the
///   former by the second and an English one by the first, and a spreadsheet may have turned one into the other, so
///   neither is guessed: the row is refused.
enum OfficeNumber {
    static let advice =
        "a number like 1,234 or 1.234 can be read in two ways: write 1234 for the large one, 1,2340 for the small one"

    /// The text with its first number as the schema reads it, or `nil` when that number can be read in two ways.
    static func plain(_ text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        guard let start = scalars.firstIndex(where: self.isDigit) else { return text }
        var end = start
        while end < scalars.count {
            let isNext = end + 1 < scalars.count && self.isDigit(scalars[end + 1])
            guard self.isDigit(scalars[end]) || self.isMark(scalars[end]) || self.isSpace(scalars[end]) && isNext else {
                break
            }
            end += 1
        }
        guard let number = self.ungrouped(scalars[start..<end]) else { return nil }
        return self.text(scalars[..<start]) + number + self.text(scalars[end...])
    }

    // Without signs between thousands; as it came when it is for the schema to judge; nothing when it is ambiguous.
    private static func ungrouped(_ number: ArraySlice<Unicode.Scalar>) -> String? {
        let marks = number.filter(self.isMark)
        let parts = number.split(omittingEmptySubsequences: false, whereSeparator: self.isMark)
        guard let first = marks.first, let last = marks.last, !number.contains(where: self.isSpace) else {
            return self.text(number)
        }
        let areGroups = (1...3).contains(parts[0].count) && parts[0].first != "0"
        if marks.count == 1 { return areGroups && parts[1].count == 3 ? nil : self.text(number) }
        let isDecimal = first != last
        let groups = isDecimal ? parts.dropLast() : parts[...]
        let areAlike = marks.dropLast(isDecimal ? 1 : 0).allSatisfy { $0 == first }
        guard areGroups, areAlike, groups.dropFirst().allSatisfy({ $0.count == 3 }), parts.last?.isEmpty == false
        else { return self.text(number) }
        return groups.map(self.text).joined() + (isDecimal ? "." + self.text(parts[parts.count - 1]) : "")
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
}
