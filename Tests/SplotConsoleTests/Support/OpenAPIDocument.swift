import Foundation
import Testing

/// A description of an API, and what of an answer does not fit it: as much of JSON Schema as the description uses.
struct OpenAPIDocument {
    private let document: [String: Any]

    init(_ text: String) throws {
        self.document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect((self.document["openapi"] as? String)?.hasPrefix("3.1") == true)
    }

    var paths: Set<String> { Set((self.document["paths"] as? [String: Any] ?? [:]).keys) }

    /// What is wrong with an answer; nothing when it is as described.
    func problems(of text: String, at path: String, status: Int) throws -> [String] {
        let operation = self.at(["paths", path, "get", "responses", "\(status)"])
        guard let response = operation.map(self.resolved) else { return ["\(status) is not described"] }
        guard let content = response["content"] as? [String: Any],
            let schema = (content.values.first as? [String: Any])?["schema"] as? [String: Any]
        else { return ["no content is described"] }
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        return self.problems(of: value, schema, at: "")
    }

    private func at(_ keys: [String]) -> [String: Any]? {
        var value: Any = self.document
        for key in keys {
            guard let next = (value as? [String: Any])?[key] else { return nil }
            value = next
        }
        return value as? [String: Any]
    }

    private func resolved(_ schema: [String: Any]) -> [String: Any] {
        guard let reference = schema["$ref"] as? String else { return schema }
        return self.at(reference.dropFirst(2).split(separator: "/").map(String.init)) ?? [:]
    }

    private func problems(of value: Any, _ schema: [String: Any], at path: String) -> [String] {
        let schema = self.resolved(schema)
        if let choices = schema["oneOf"] as? [[String: Any]] {
            let fitting = choices.filter { self.problems(of: value, $0, at: path).isEmpty }
            return fitting.count == 1 ? [] : ["\(path) fits \(fitting.count) of oneOf"]
        }
        if let all = schema["allOf"] as? [[String: Any]] {
            return all.flatMap { self.problems(of: value, $0, at: path) }
        }
        var problems: [String] = []
        let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        if !types.isEmpty, !types.contains(where: { Self.isType($0, value) }) {
            problems.append("\(path) is no \(types)")
        }
        if let values = schema["enum"] as? [String], !values.contains(value as? String ?? "") {
            problems.append("\(path) is none of \(values)")
        }
        if let constant = schema["const"] as? Bool, constant != value as? Bool {
            problems.append("\(path) is not \(constant)")
        }
        if let format = schema["format"] as? String, let text = value as? String, !Self.hasFormat(format, text) {
            problems.append("\(path) is no \(format)")
        }
        if let object = value as? [String: Any] {
            for name in schema["required"] as? [String] ?? [] where object[name] == nil {
                problems.append("\(path).\(name) is missing")
            }
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            for (name, member) in object {
                if let inner = properties[name] ?? schema["additionalProperties"] as? [String: Any] {
                    problems += self.problems(of: member, inner, at: "\(path).\(name)")
                }
            }
        }
        if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
            for (index, item) in array.enumerated() {
                problems += self.problems(of: item, items, at: "\(path)[\(index)]")
            }
        }
        return problems
    }

    private static func isType(_ type: String, _ value: Any) -> Bool {
        let isBoolean = (value as? NSNumber).map { CFBooleanLike.isBoolean($0) } ?? false
        return switch type {
        case "string": value is String
        case "integer": !isBoolean && value is Int
        case "boolean": isBoolean
        case "array": value is [Any]
        case "object": value is [String: Any]
        case "null": value is NSNull
        default: false
        }
    }

    private static func hasFormat(_ format: String, _ text: String) -> Bool {
        switch format {
        case "uuid": UUID(uuidString: text) != nil
        case "date-time": text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil
        default: true
        }
    }
}

private enum CFBooleanLike {
    static func isBoolean(_ number: NSNumber) -> Bool {
        let type = String(cString: number.objCType)
        return type == "c" || type == "B"
    }
}
