import SplotInterchange
import Testing

struct ReadingTests {
    private func table(_ text: String) throws -> ImportTable { try ImportTable.read(Array(text.utf8)) }

    private func texts(_ table: ImportTable) -> [[String]] {
        table.rows.map { row in
            row.cells.map { cell in
                switch cell {
                case .text(let text): text
                case .list(let texts): texts.joined(separator: "|")
                }
            }
        }
    }

    @Test(arguments: [
        "name,city\nA,B\n", "name;city\r\nA;B\r\n", "name\tcity\rA\tB", "\u{FEFF}name;city\nA;B",
        "sep=;\nname;city\nA;B",
        "\"name, or so\";city\nA;B", "name ;city\n\n;\nA;B\n;;\n",
    ])
    func separatorsAndLineEndsAreFoundOut(text: String) throws {
        let table = try self.table(text)
        #expect(table.columns.last == "city")
        #expect(table.columns.count == 2)
        #expect(self.texts(table) == [["A", "B"]])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func rowsKnowTheirFirstLineWhenQuotedCellsHoldLineBreaks(lineEnd: String) throws {
        let lines = ["name,note", "A,\"one", "two", "three\"", "\"B \"\"b\"\"\",x", "", "C,"]
        let table = try self.table(lines.joined(separator: lineEnd))
        #expect(table.rows.map(\.line) == [2, 5, 7])
        #expect(self.texts(table)[0][1] == ["one", "two", "three"].joined(separator: lineEnd))
        #expect(self.texts(table)[1] == ["B \"b\"", "x"])
    }

    @Test(arguments: [
        ("name\nA\n\"B\nC", 3), ("name\n\"A\" b\n", 2), ("name,x\nA,\"1\n2\"\nB \"b\",c", 4),
    ])
    func malformedQuotesAreErrorsWithTheirLine(text: String, line: Int) {
        let error = #expect(throws: InterchangeError.self) { try self.table(text) }
        #expect(error?.code == .malformedCSV)
        #expect(error?.line == line)
    }

    // `nazwa;miasto` / `„Żółć” Łódź;Śrem` as Windows-1250, by the code chart.
    private let windows1250: [UInt8] =
        Array("nazwa;miasto\r\n".utf8) + [0x84, 0xAF, 0xF3, 0xB3, 0xE6, 0x94, 0x20, 0xA3, 0xF3, 0x64, 0x9F, 0x3B]
        + [0x8C, 0x72, 0x65, 0x6D]

    @Test func windows1250IsFoundOut() throws {
        let table = try ImportTable.read(self.windows1250)
        #expect(self.texts(table) == [["„Żółć” Łódź", "Śrem"]])
    }

    @Test(arguments: [true, false])
    func utf16NeedsItsByteOrderMark(isLittleEndian: Bool) throws {
        let bytes = "\u{FEFF}name\tcity\nŁ\tB".utf16
            .flatMap { unit in
                let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
                return isLittleEndian ? pair.reversed() : pair
            }
        #expect(self.texts(try ImportTable.read(bytes)) == [["Ł", "B"]])
        let error = #expect(throws: InterchangeError.self) { try ImportTable.read(Array(bytes.dropFirst(2))) }
        #expect(error?.code == .unknownEncoding)
    }

    @Test(
        arguments: [
            // A NUL; the start of a PNG; a byte that Windows-1250 has not; `łąka` and `miś` in ISO 8859-2, `ćma` in CP 852;
            // broken UTF-8 behind a mark; half a UTF-16 pair.
            [0x61, 0x00, 0x62], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0x61, 0x81],
            [0xB3, 0xB1, 0x6B, 0x61], [0x6D, 0x69, 0xB6], [0x20, 0x86, 0x6D, 0x61], [0xEF, 0xBB, 0xBF, 0x61, 0xB9],
            [0xFF, 0xFE, 0x61], [0xFF, 0xFE, 0x00, 0xD8],
        ] as [[UInt8]]
    )
    func otherEncodingsAreErrorsThatSayWhatIsKnown(bytes: [UInt8]) {
        let error = #expect(throws: InterchangeError.self) { try ImportTable.read(bytes) }
        #expect(error?.code == .unknownEncoding)
        #expect(error?.message.contains("Windows-1250") == true)
    }

    @Test func jsonLinesAreRows() throws {
        let text = #"""
            {"name": {"pl": "Szpital", "en": "Hospital"}, "aliases": ["A", "B"], "fee": 0.1}

            {"fee": 12345678901234567890.12, "voting": false, "city": null, "steps": [{"step": "accepted", "date": "2015"}]}
            """#
        let table = try self.table(text)
        #expect(table.columns == ["aliases", "fee", "name.en", "name.pl", "city", "steps", "voting"])
        #expect(table.rows.map(\.line) == [1, 3])
        #expect(table.rows[0].cells == [.list(["A", "B"]), .text("0.1"), .text("Hospital"), .text("Szpital")])
        #expect(table.rows[1].cells[1] == .text("12345678901234567890.12"))
        #expect(table.rows[1].cells[4...] == [.text(""), .list([#"date: "2015"; step: "accepted""#]), .text("false")])
    }

    @Test func whiteSpaceAroundJSONKeysIsNoPartOfThem() throws {
        let table = try self.table("{\" name\": \"A\"}\n{\"name\\u00a0\": \"B\"}")
        #expect(table.columns == ["name"])
        #expect(table.rows.map(\.cells) == [[.text("A")], [.text("B")]])
    }

    @Test(arguments: [
        #"{"name.pl": "A", "name": {"pl": "B"}}"#, #"{"a": 1, "a ": 2}"#, #"{"a": {"b": 1, " b": 2}, "a. b": 3}"#,
    ])
    func jsonKeysThatNameOneColumnAreAnError(text: String) {
        let error = #expect(throws: InterchangeError.self) { try self.table(text) }
        #expect(error?.code == .badColumn)
        #expect(error?.line == 1)
    }

    @Test(arguments: [
        ("[{\"a\": 1}]", 1), ("{\"a\": 1}\n{\"a\": ", 2), ("{\"a\": 1}\n3", 2), ("{\"a\": {\"b\": {\"c\": 1}}}", 1),
    ])
    func malformedJSONIsAnErrorWithItsLine(text: String, line: Int) {
        let error = #expect(throws: InterchangeError.self) { try self.table(text) }
        #expect(error?.code == .malformedJSON)
        #expect(error?.line == line)
    }

    @Test func limitsAreErrors() {
        let wide = String(repeating: ",", count: 256)
        #expect(throws: InterchangeError.self) { try self.table("a\n" + wide) }
        let long = "a\n" + String(repeating: "x", count: 1 << 20) + "y"
        let error = #expect(throws: InterchangeError.self) { try self.table(long) }
        #expect(error?.code == .tooLarge)
        #expect(error?.line == 2)
    }

    @Test(arguments: ["", "\u{FEFF}", "\n \n", ";;\n"])
    func filesWithoutHeaderAreErrors(text: String) {
        let error = #expect(throws: InterchangeError.self) { try self.table(text) }
        #expect(error?.code == .noHeader)
    }

    @Test(
        arguments: [([0x50, 0x4B, 0x03, 0x04, 0x14], ".xlsx"), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], ".xls")]
            as [([UInt8], String)]
    )
    func workbooksAreRefusedWithAdvice(bytes: [UInt8], name: String) {
        let error = #expect(throws: InterchangeError.self) { try ImportTable.read(bytes) }
        #expect(error?.code == .workbook)
        #expect(error?.message.contains(name) == true)
        #expect(error?.message.contains("CSV UTF-8") == true)
    }

    @Test func progressGrowsToTheEnd() throws {
        for line in ["a,b\n", "{\"a\": 1}\n"] {
            var told: [Int] = []
            let bytes = Array(String(repeating: line, count: 1_000).utf8)
            _ = try ImportTable.read(bytes) { done, total in
                told.append(done)
                #expect(done <= total && total == bytes.count)
            }
            #expect(told.count > 5 && told == told.sorted())
        }
    }
}
