import Foundation

/// Any JSON value, numbers with all their digits.
enum JSONValue: Decodable {
    case null
    case boolean(Bool)
    case number(Decimal)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let answer = try? container.decode(Bool.self) {
            self = .boolean(answer)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Decimal.self) {
            self = .number(number)
        } else if let values = try? container.decode([JSONValue].self) {
            self = .array(values)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// The text of a value that is not made of others; empty for null.
    var scalarText: String? {
        switch self {
        case .null: ""
        case .boolean(let answer): answer ? "true" : "false"
        case .number(let number): number.description
        case .text(let text): text
        case .array, .object: nil
        }
    }

    /// The text of a value as a field takes it: an object in the form of a structure, `name: "value"; name: "value"`.
    var fieldText: String? {
        guard case .object(let members) = self else { return self.scalarText }
        var parts: [(name: String, text: String)] = []
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            if case .object(let inner) = member {
                for (key, value) in inner.sorted(by: { $0.key < $1.key }) {
                    guard let text = value.scalarText else { return nil }
                    parts.append((name + "." + key, text))
                }
            } else {
                guard let text = member.scalarText else { return nil }
                parts.append((name, text))
            }
        }
        return StructureForm.text(parts.filter { !$0.text.isEmpty })
    }
}
