/// The parts of a `multipart/form-data` body (RFC 7578).
struct Multipart: Sendable {
    /// The most parts that are read.
    static let limit = 100

    /// One part.
    struct Part: Sendable {
        var name: String
        /// The name of the file; `nil` for a plain field.
        var fileName: String?
        var bytes: [UInt8]
    }

    let parts: [Part]

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - body: The whole body.
    ///   - contentType: The value of `Content-Type`, which names the boundary.
    /// - Throws: ``PageError`` when it is not of that form.
    init(_ body: [UInt8], contentType: String) throws {
        guard let boundary = Self.parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else {
            throw PageError.badRequest
        }
        let delimiter = Array("--\(boundary)".utf8)
        guard body.starts(with: delimiter) else { throw PageError.badRequest }
        var parts: [Part] = []
        var position = delimiter.count
        while !body[position...].starts(with: [0x2D, 0x2D]) {
            guard body[position...].starts(with: [0x0D, 0x0A]), parts.count < Self.limit else {
                throw PageError.badRequest
            }
            let start = position + 2
            guard let end = Self.find([0x0D, 0x0A] + delimiter, in: body, from: start) else {
                throw PageError.badRequest
            }
            if let part = try Self.part(body[start..<end]) { parts.append(part) }
            position = end + 2 + delimiter.count
            guard position + 1 < body.count else { throw PageError.badRequest }
        }
        self.parts = parts
    }

    /// The text of a plain field; `nil` when there is none.
    ///
    /// - Throws: ``PageError`` when it is not UTF-8.
    func text(_ name: String) throws -> String? {
        guard let part = self.parts.first(where: { $0.name == name && $0.fileName == nil }) else { return nil }
        guard let text = String(validating: part.bytes, as: UTF8.self), !text.utf8.contains(0) else {
            throw PageError.badText
        }
        return text
    }

    private static func part(_ bytes: ArraySlice<UInt8>) throws -> Part? {
        guard let end = self.find([0x0D, 0x0A, 0x0D, 0x0A], in: Array(bytes.prefix(4_096)), from: 0) else {
            throw PageError.badRequest
        }
        guard let head = String(validating: bytes.prefix(end), as: UTF8.self) else { throw PageError.badText }
        let disposition = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let disposition, let name = self.parameter("name", of: disposition) else { throw PageError.badRequest }
        return Part(
            name: name,
            fileName: self.parameter("filename", of: disposition),
            bytes: Array(bytes.dropFirst(end + 4))
        )
    }

    private static func parameter(_ name: String, of header: some StringProtocol) -> String? {
        for piece in header.split(separator: ";").dropFirst() {
            let parts = piece.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, String(parts[0].filter { $0 != " " }).lowercased() == name else { continue }
            var value = parts[1]
            while value.last == " " { value.removeLast() }
            if value.count > 1, value.first == "\"", value.last == "\"" { value = value.dropFirst().dropLast() }
            return String(value)
        }
        return nil
    }

    private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count, start <= bytes.count - needle.count else {
            return nil
        }
        var position = start
        while position <= bytes.count - needle.count {
            guard let next = bytes[position...(bytes.count - needle.count)].firstIndex(of: first) else { return nil }
            if bytes[next..<(next + needle.count)].elementsEqual(needle) { return next }
            position = next + 1
        }
        return nil
    }
}
