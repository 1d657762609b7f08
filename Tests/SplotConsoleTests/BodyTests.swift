import SplotTesting
import Testing

@testable import SplotConsole

struct BodyTests {
    @Test func aFormIsReadAsBrowsersWriteIt() throws {
        let query = try Query(encoded: "a=1&b=za%C5%BC%C3%B3%C5%82%C4%87+g&b=2&empty=&novalue&%3D=%26")
        #expect(query.items.map(\.name) == ["a", "b", "b", "empty", "novalue", "="])
        #expect(query["b"] == "zażółć g")
        #expect(query["empty"] == nil)
        #expect(query.raw("empty") == "")
        #expect(query["="] == "&")
        #expect(try Query(encoded: String(query.encoded.dropFirst()))["b"] == "zażółć g")
    }

    @Test(arguments: ["a=%FF", "a=%C5", "%C0%80=1", "a=%00", "a=%zz"])
    func whatIsNoTextIsRefused(text: String) {
        #expect(throws: PageError.self) { try Query(encoded: text) }
    }

    @Test func aFormHasOnlySoManyFields() {
        let text = [String](repeating: "a=1", count: Query.limit + 1).joined(separator: "&")
        #expect(throws: PageError.self) { try Query(encoded: text) }
    }

    private func body(_ parts: [String], boundary: String = "x") -> [UInt8] {
        Array((parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined() + "--\(boundary)--\r\n").utf8)
    }

    @Test func aFileComesAsItIs() throws {
        let file = "name;city\r\n--x is no boundary\r\n"
        let body = self.body(
            [
                "Content-Disposition: form-data; name=\"kind\"\r\n\r\nmember",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n\(file)",
            ],
            boundary: "xyz"
        )
        let form = try Multipart(body, contentType: "multipart/form-data; boundary=xyz")
        #expect(try form.text("kind") == "member")
        #expect(form.parts.last?.fileName == "a.csv")
        #expect(form.parts.last?.bytes == Array(file.utf8))
        #expect(try form.text("file") == nil)
    }

    @Test(arguments: [
        "", "--x", "--x\r\n", "--x--", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
        "--x\r\n\r\n\r\n--x--", "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n", "hello",
    ])
    func whatIsNoFormIsRefusedOrEmpty(text: String) {
        let form = try? Multipart(Array(text.utf8), contentType: "multipart/form-data; boundary=x")
        #expect(form == nil || form?.parts.isEmpty == true)
    }

    @Test func randomBytesNeverCrash() {
        var generator = SeededGenerator(seed: 7)
        let whole = self.body(["Content-Disposition: form-data; name=\"a\"\r\n\r\n1"])
        for _ in 0..<2_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            _ = try? Multipart(bytes, contentType: "multipart/form-data; boundary=x")
        }
    }
}
