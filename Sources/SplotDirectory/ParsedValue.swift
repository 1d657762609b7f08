/// A checked value, in which names of other records may still have to be looked up.
public enum ParsedValue: Hashable, Sendable {
    /// A value with nothing left to look up.
    case value(Value)

    /// The name of a record of one of these kinds (of any kind when there are none).
    ///
    /// Where `orText` and no record has that name, the name itself is the value, as text.
    case lookup(name: String, kinds: [String], orText: Bool)

    /// Members of a structure, at least one of which is a ``lookup(name:kinds:orText:)``.
    case structure([String: ParsedValue])

    /// Looks up every name and gives the value.
    ///
    /// - Parameter lookUp: Given the name, the kinds and whether text will do, gives the value to put in its place.
    /// - Returns: The value with nothing left to look up.
    /// - Throws: What `lookUp` throws.
    public func resolved<Failure: Error>(
        _ lookUp: (_ name: String, _ kinds: [String], _ orText: Bool) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        switch self {
        case .value(let value):
            return value
        case .lookup(let name, let kinds, let orText):
            return try lookUp(name, kinds, orText)
        case .structure(let members):
            var values: [String: Value] = [:]
            for (name, member) in members { values[name] = try member.resolved(lookUp) }
            return .structure(values)
        }
    }
}
