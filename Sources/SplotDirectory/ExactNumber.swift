/// A decimal number to count with: whole units of a power of ten, never floating point.
///
/// Sums and products give `nil` once they pass 38 digits; whoever compares then says nothing rather than something wrong.
struct ExactNumber: Hashable {
    // Many units of 10 to the power of −scale.
    private let units: Int128
    private let scale: Int

    private init(units: Int128, scale: Int) {
        self.units = units
        self.scale = scale
    }

    init(_ number: Int) {
        self.init(units: Int128(number), scale: 0)
    }

    /// Reads the canonical text of a number; `nil` when it has too many digits.
    init?(_ number: DecimalNumber) {
        var units: Int128 = 0
        var scale = 0
        var isFraction = false
        for character in number.text.utf8 where character != UInt8(ascii: "-") {
            if character == UInt8(ascii: ".") {
                isFraction = true
                continue
            }
            let digit = Int128(character) - Int128(UInt8(ascii: "0"))
            guard let next = Self.product(units, 10), next <= Int128.max - digit else { return nil }
            units = next + digit
            if isFraction { scale += 1 }
        }
        self.init(units: number.text.utf8.first == UInt8(ascii: "-") ? -units : units, scale: scale)
    }

    /// Half of the last digit given: how far a rounded number may be from what was rounded.
    var halfOfLastDigit: ExactNumber { ExactNumber(units: 5, scale: self.scale + 1) }

    var isPositive: Bool { self.units > 0 }
    var isNegative: Bool { self.units < 0 }

    static func plus(_ left: ExactNumber?, _ right: ExactNumber?) -> ExactNumber? {
        guard let left, let right, let (first, second, scale) = Self.aligned(left, right) else { return nil }
        let (sum, isOverflow) = first.addingReportingOverflow(second)
        return isOverflow ? nil : ExactNumber(units: sum, scale: scale)
    }

    static func minus(_ left: ExactNumber?, _ right: ExactNumber?) -> ExactNumber? {
        guard let right, right.units != .min else { return nil }
        return Self.plus(left, ExactNumber(units: -right.units, scale: right.scale))
    }

    static func times(_ left: ExactNumber?, _ right: ExactNumber?) -> ExactNumber? {
        guard let left, let right, let units = Self.product(left.units, right.units) else { return nil }
        return ExactNumber(units: units, scale: left.scale + right.scale)
    }

    /// Whether the left number is less; `nil` when that takes too many digits to tell.
    static func isLess(_ left: ExactNumber?, _ right: ExactNumber?) -> Bool? {
        guard let left, let right, let (first, second, _) = Self.aligned(left, right) else { return nil }
        return first < second
    }

    /// The whole number below or above the quotient of two positive numbers.
    static func quotient(_ left: ExactNumber?, _ right: ExactNumber?, roundedUp: Bool) -> Int? {
        guard let left, let right, left.isPositive, right.isPositive,
            let (first, second, _) = Self.aligned(left, right)
        else { return nil }
        let (quotient, remainder) = first.quotientAndRemainder(dividingBy: second)
        return Int(exactly: roundedUp && remainder > 0 ? quotient + 1 : quotient)
    }

    private static func aligned(_ left: ExactNumber, _ right: ExactNumber) -> (Int128, Int128, Int)? {
        let scale = max(left.scale, right.scale)
        guard let first = Self.shifted(left.units, by: scale - left.scale),
            let second = Self.shifted(right.units, by: scale - right.scale)
        else { return nil }
        return (first, second, scale)
    }

    private static func shifted(_ units: Int128, by count: Int) -> Int128? {
        var shifted: Int128? = units
        for _ in 0..<count { shifted = shifted.flatMap { Self.product($0, 10) } }
        return shifted
    }

    private static func product(_ left: Int128, _ right: Int128) -> Int128? {
        let (product, isOverflow) = left.multipliedReportingOverflow(by: right)
        return isOverflow ? nil : product
    }
}

/// A share as people read it: `83.2`, rounded exactly.
enum Percentage {
    /// The share in per cent with one decimal, halves rounded up; `nil` without a base.
    static func text(_ part: ExactNumber?, of base: ExactNumber?) -> String? {
        // Tenths of a per cent, and a half for rounding: (2000 · part + base) / (2 · base).
        let doubled = ExactNumber.times(ExactNumber(2), base)
        let sum = ExactNumber.plus(ExactNumber.times(ExactNumber(2_000), part), base)
        guard let base, base.isPositive, let part, !part.isNegative,
            let tenths = ExactNumber.quotient(sum, doubled, roundedUp: false)
        else { return nil }
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension ExactNumber: CustomStringConvertible {
    /// As one reads it, without zeros that mean nothing: `184`, `0.5`.
    var description: String {
        let digits = String(self.units.magnitude)
        let padded = String(repeating: "0", count: max(0, self.scale + 1 - digits.utf8.count)) + digits
        var fraction = padded.suffix(self.scale)
        while fraction.last == "0" { fraction.removeLast() }
        return (self.isNegative ? "-" : "") + padded.dropLast(self.scale) + (fraction.isEmpty ? "" : "." + fraction)
    }
}
