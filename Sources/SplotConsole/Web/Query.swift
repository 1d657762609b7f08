import Foundation

/// The parameters of an address or of a form that was sent: names with their values, in order.
struct Query: Sendable {
    /// The most parameters that are read.
    static let limit = 5_000

    private(set) var items: [(name: String, value: String)] = []

    init(_ items: [(name: String, value: String)] = []) { self.items = items }

    /// Reads `application/x-www-form-urlencoded` (WHATWG URL Standard §5.1), but strictly.
    ///
    /// - Parameter text: Pairs with `&` between.
    /// - Throws: ``PageError`` for what is not UTF-8, holds NUL or is too much.
    init(encoded text: some StringProtocol) throws {
        let pairs = text.split(separator: "&")
        guard pairs.count <= Self.limit else { throw PageError.tooManyFields }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? try Self.decoded(parts[1]) : ""
            self.items.append((try Self.decoded(parts[0]), value))
        }
    }

    /// The first value of a name, trimmed; `nil` when there is none or it is empty.
    subscript(_ name: String) -> String? {
        guard let value = self.items.first(where: { $0.name == name })?.value else { return nil }
        let trimmed = value.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The first value of a name as it is; `nil` when the name is not there.
    func raw(_ name: String) -> String? { self.items.first { $0.name == name }?.value }

    /// The same with one parameter set anew; `nil` leaves it out.
    func setting(_ name: String, _ value: String?) -> Query {
        var others = self.items.filter { $0.name != name }
        if let value { others.append((name, value)) }
        return Query(others)
    }

    /// With a question mark before, or empty.
    var encoded: String {
        let pairs = self.items.filter { !$0.value.isEmpty }.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }

    /// Text as it stands in a query.
    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? ""
    }

    // RFC 3986 §2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )

    private static func decoded(_ text: some StringProtocol) throws -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") || $0 >= 0x80 || $0 == 0 })
        else { return String(text) }
        let spaced = text.replacingOccurrences(of: "+", with: " ")
        guard let decoded = spaced.removingPercentEncoding, !decoded.utf8.contains(0) else { throw PageError.badText }
        return decoded
    }
}
