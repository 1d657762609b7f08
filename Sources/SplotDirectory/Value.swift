/// What one place of a record holds, in the form in which equal things are equal.
///
/// Compound scalars (dates, periods, money, quantities, identifiers, countries …) are kept as canonical text, so that
/// two people who mean the same write the same bytes. ``FieldType`` says what the text of a field means.
public enum Value: Hashable, Sendable {
    /// Text in Unicode normalisation form C, without leading or trailing white space.
    case text(String)

    /// A whole number.
    case integer(Int64)

    /// Yes or no.
    case boolean(Bool)

    /// Another record.
    case reference(RecordUUID)

    /// Named members. A localised text inside a set or a structure is one too: language tag → text.
    case structure([String: Value])

    /// Values in order.
    case list([Value])

    /// The encoded bytes of something a newer node wrote: kept and passed on as it came, shown as unknown.
    case opaque([UInt8])
}
