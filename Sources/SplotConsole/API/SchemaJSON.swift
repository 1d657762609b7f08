import SplotDirectory
import SplotOffice

/// The schema for programs: kinds, their fields, and what each takes.
enum SchemaJSON {
    /// One kind.
    static func kind(_ kind: Kind, schema: Schema) -> JSON {
        .object([
            "name": .string(kind.name), "common": .boolean(kind.isCommon), "personal": .boolean(kind.isPersonal),
            "titleField": .text(kind.titleField), "help": .string(kind.help),
            "fields": .array(schema.fields(of: kind.name).map(self.field)),
        ])
    }

    private static func field(_ field: Field) -> JSON {
        var members: [String: JSON] = [
            "name": .string(field.name), "type": .string(field.type.name),
            "shape": .string(self.name(field.shape)),
            "required": .boolean(field.isRequired), "personal": .boolean(field.isPersonal), "help": .string(field.help),
        ]
        switch field.type {
        case .choice(let values): members["choices"] = .array(values.map(JSON.string))
        case .reference(let kinds, _): members["kinds"] = .array(kinds.map(JSON.string))
        case .structure(let parts): members["parts"] = .array(parts.map(self.field))
        case .identifier(let schemes): members["schemes"] = .array(schemes.map { .string($0.rawValue) })
        default: break
        }
        return .object(members)
    }

    private static func name(_ shape: FieldShape) -> String {
        switch shape {
        case .single: "single"
        case .localised: "localised"
        case .map: "map"
        case .set: "set"
        }
    }
}
