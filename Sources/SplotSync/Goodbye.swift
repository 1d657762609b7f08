/// The last frame of a session: why it ends, in a number and a sentence.
public struct Goodbye: Hashable, Sendable {
    /// The most UTF-8 bytes of a reason.
    public static let maximumReasonBytes = 200

    /// Why, as a number.
    public let code: GoodbyeCode

    /// Why, as a sentence that says what to do; empty when all went well.
    ///
    /// Never content of entries.
    public let reason: String

    /// Says goodbye.
    ///
    /// - Parameters:
    ///   - code: Why, as a number.
    ///   - reason: Why, as a sentence. Cut to 200 UTF-8 bytes; control and format characters are replaced, because the
    ///     sentence comes from a stranger and ends up in a log or on a terminal.
    public init(_ code: GoodbyeCode, _ reason: String = "") {
        self.code = code
        var clean = String.UnicodeScalarView()
        var byteCount = 0
        for scalar in reason.unicodeScalars {
            let scalar = Self.isHarmless(scalar) ? scalar : " "
            byteCount += UTF8.width(scalar)
            guard byteCount <= Self.maximumReasonBytes else { break }
            clean.append(scalar)
        }
        self.reason = String(clean)
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: true
        }
    }
}
