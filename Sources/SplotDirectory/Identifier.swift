/// A register in which organisations have numbers.
public enum IdentifierScheme: String, CaseIterable, Hashable, Sendable {
    /// Polish tax number.
    case nip = "NIP"

    /// Polish statistical number.
    case regon = "REGON"

    /// Polish court register.
    case krs = "KRS"

    /// European unique identifier of a company.
    case euid = "EUID"

    /// Polish register of those who provide medical care.
    case rpwdl = "RPWDL"

    /// Legal entity identifier, ISO 17442.
    case lei = "LEI"

    /// Research organization registry.
    case ror = "ROR"

    /// Polish territorial register; here voivodeships only.
    case teryt = "TERYT"
}

/// A number in a register, checked: `NIP:8567346215`.
///
/// A scheme is never guessed from digits: one number in eleven that looks like a KRS passes as a NIP.
public struct Identifier: Hashable, Sendable {
    /// The register.
    public let scheme: IdentifierScheme

    /// The canonical text of the number.
    public let code: String

    /// Reads a number as people write it: `PL 856-734-62-15` as a NIP.
    ///
    /// Gives `nil` when the register has no such number: wrong length, wrong check digit.
    ///
    /// - Parameters:
    ///   - scheme: The register.
    ///   - text: The number; spaces and dashes, and `PL` before digits, are taken off where the scheme has none.
    public init?(scheme: IdentifierScheme, _ text: some StringProtocol) {
        guard let code = scheme.canonical(String(text)) else { return nil }
        self.scheme = scheme
        self.code = code
    }

    /// Reads a number with its scheme before it: `NIP:8567346215`, `nip 856-734-62-15`.
    ///
    /// Gives `nil` for anything else, a number without a scheme included.
    ///
    /// - Parameter text: The scheme, a colon or space, the number.
    public init?(_ text: some StringProtocol) {
        let trimmed = Text.trimmed(text)
        guard let end = trimmed.firstIndex(where: { $0 == ":" || $0.isWhitespace }),
            let scheme = IdentifierScheme(rawValue: trimmed[..<end].uppercased())
        else { return nil }
        let rest = Text.trimmed(trimmed[end...])
        self.init(scheme: scheme, rest.first == ":" ? Text.trimmed(rest.dropFirst()) : rest)
    }

    /// The schemes of which a record has two different numbers, which is a conflict to be shown.
    ///
    /// - Parameter values: The elements of an `identifiers` field.
    /// - Returns: The schemes in the order of ``IdentifierScheme``; none when all is well.
    public static func conflictingSchemes(in values: some Sequence<Value>) -> [IdentifierScheme] {
        let codes = self.codes(in: values)
        return IdentifierScheme.allCases.filter { codes[$0, default: []].count > 1 }
    }

    /// The different numbers of each scheme in an `identifiers` field.
    static func codes(in values: some Sequence<Value>) -> [IdentifierScheme: Set<String>] {
        var codes: [IdentifierScheme: Set<String>] = [:]
        for case .text(let text) in values {
            guard let identifier = Identifier(text) else { continue }
            codes[identifier.scheme, default: []].insert(identifier.code)
        }
        return codes
    }
}

extension Identifier: CustomStringConvertible {
    /// The canonical text: `NIP:8567346215`.
    public var description: String { "\(self.scheme.rawValue):\(self.code)" }
}
