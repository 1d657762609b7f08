/// What a stated quantity leaves open: from where to where the number may lie; an end that is `nil` is open.
struct FigureRange {
    let lower: ExactNumber?
    let upper: ExactNumber?

    /// Reads a quantity; `nil` when it has too many digits.
    ///
    /// `≈` leaves a tenth of the number open on either side, a bound all that lies beyond it.
    ///
    /// - Parameters:
    ///   - quantity: The quantity as stated.
    ///   - isRounded: Whether the last digit given may be rounded, as that of a share is.
    init?(_ quantity: Quantity, isRounded: Bool = false) {
        guard let number = ExactNumber(quantity.number) else { return nil }
        var slack: ExactNumber? = isRounded ? number.halfOfLastDigit : ExactNumber(0)
        if quantity.comparison == .about {
            let size = number.isNegative ? ExactNumber.minus(ExactNumber(0), number) : number
            slack = ExactNumber.plus(slack, ExactNumber.times(size, Self.tenth))
        }
        guard let lower = ExactNumber.minus(number, slack), let upper = ExactNumber.plus(number, slack) else {
            return nil
        }
        self.lower = [.less, .atMost].contains(quantity.comparison) ? nil : lower
        self.upper = [.more, .atLeast].contains(quantity.comparison) ? nil : upper
    }

    private static let tenth = DecimalNumber("0.1").flatMap { ExactNumber($0) }

    /// Whether no number can be meant by both; `false` also where it cannot be told.
    func contradicts(_ other: FigureRange) -> Bool {
        ExactNumber.isLess(self.upper, other.lower) == true || ExactNumber.isLess(other.upper, self.lower) == true
    }
}
