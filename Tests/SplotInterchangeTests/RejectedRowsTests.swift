import Foundation
import SplotDirectory
import SplotInterchange
import SplotTesting
import Testing

struct RejectedRowsTests {
    private func rejects(_ bytes: [UInt8], _ kind: String, _ directory: Directory) throws -> [UInt8] {
        let table = try ImportTable.read(bytes)
        let plan = try ImportPlanner.plan(
            table,
            kind: kind,
            existing: directory.records,
            ownCluster: directory.records.first?.record.id
        )
        return try RejectedRows.file(of: table, outcomes: plan.rows, source: bytes)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func invalidRowsAreWrittenAsTheyCameWithWhatIsWrong() throws {
        let directory = try Directory.ofTwoClusters()
        let text =
            "name;uwagi;type;\r\n \"A\"\"; B\" ;;hospital;\r\n"
            .replacing(" \"A\"\"; B\" ", with: "\"A\"\"; B\"") + "=HYPERLINK(1);;castle;\r\n -1 ;;castle;\r\n"
        let file = try self.rejects(Array(text.utf8), "organisation", directory)
        #expect(file.starts(with: [0xEF, 0xBB, 0xBF]))
        let lines = self.text(Array(file.dropFirst(3))).split(separator: "\r\n").map(String.init)
        #expect(lines.count == 3)
        #expect(lines[0] == "name;uwagi;type;;splot_problem")
        #expect(lines[1].hasPrefix("=HYPERLINK(1);;castle;;\"line 3: type: write one of enterprise, "))
        #expect(lines[2].hasPrefix(" -1 ;;castle;;\"line 4: type: "))
        #expect(RejectedRows.isFile(file))
    }

    @Test func aMendedFileIsImportedAndOneThatIsNotIsRejectedAgain() throws {
        var directory = try Directory.ofTwoClusters()
        let rows = Array("name,type,city\n\"A, B\",castle,Łódź\nC,hospital,\nD,ruin,\"x\ny\"".utf8)
        let first = try self.rejects(rows, "organisation", directory)
        let mended = self.text(first).replacing("castle", with: "hospital")
        let second = try self.rejects(Array(mended.utf8), "organisation", directory)
        // The line is that of the mended file.
        let expected = self.text(first).replacing("line 4", with: "line 3").split(separator: "\r\n").map(String.init)
        #expect(self.text(second).split(separator: "\r\n").map(String.init) == [expected[0], expected[2]])
        directory.apply(try directory.plan(mended, "organisation"))
        #expect(directory.record("organisation", named: "A, B")?["address", "city"] == .text("Łódź"))
    }

    @Test func windows1250ComesOutAsUTF8() throws {
        let bytes = Array("name;type\n".utf8) + [0xA3, 0xF3, 0x64, 0x9F] + Array(";castle\n".utf8)
        #expect(self.text(try self.rejects(bytes, "organisation", Directory.ofTwoClusters())).contains("Łódź;castle;"))
    }

    @Test func aRowWithTooManyCellsKeepsThemAll() throws {
        let file = try self.rejects(Array("name,type\nA,ngo,x,y\n".utf8), "organisation", Directory.ofTwoClusters())
        let lines = self.text(file).split(separator: "\r\n")
        #expect(lines[0].hasSuffix("name,type,,,splot_problem"))
        #expect(lines[1].hasPrefix("A,ngo,x,y,"))
    }

    @Test func linesOfJSONStayAsTheyAre() throws {
        let text = #"""
            {"name": {"pl": "A"}, "type": "hospital"}
            { "name" : {"pl" : "B, \"}"}, "type":"castle", "splot_problem": "old", "tags": ["x,y"] }
            {"type":"ngo"}
            """#
        let directory = try Directory.ofTwoClusters()
        let file = self.text(try self.rejects(Array(text.utf8), "organisation", directory))
        let lines = file.split(separator: "\n").map(String.init)
        #expect(lines.count == 2)
        #expect(
            lines[0]
                .hasPrefix(
                    #"{ "name" : {"pl" : "B, \"}"}, "type":"castle", "tags": ["x,y"] ,"splot_problem":"line 2: type: "#
                )
        )
        #expect(lines[1].hasPrefix(#"{"type":"ngo","splot_problem":"line 3: "#))
        #expect(RejectedRows.isFile(Array(file.utf8)))
        let mended = file.replacing("castle", with: "hospital")
        #expect(try directory.plan(mended, "organisation").states == [.new, .invalid])
    }

    @Test(arguments: ["", "name\nA", "splot_problem,name\nx,A", #"{"name":"A"}"#, "\u{0}", "\"a"])
    func otherFilesAreNoneOfOurs(text: String) {
        #expect(!RejectedRows.isFile(Array(text.utf8)))
    }

    @Test func withoutInvalidRowsThereIsNoFile() throws {
        #expect(try self.rejects(Array("name\nA".utf8), "organisation", Directory.ofTwoClusters()).isEmpty)
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func cellsComeBackAsTheyWere(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let pieces = ["a", "ł", "\"", ",", ";", "\t", "\n", "\r\n", "=1+1", "é", "e\u{301}", " "]
        let rows = (0..<5)
            .map { number in
                let cells = (0..<3)
                    .map { _ in
                        (0..<Int.random(in: 0...4, using: &generator))
                            .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
                    }
                return ImportTable.Row(line: number + 2, cells: (["x"] + cells).map(ImportTable.Cell.text))
            }
        let separator: Character = Bool.random(using: &generator) ? ";" : ","
        let columns = ["a", "b;c", "d,e", "\"f\""]
        let table = ImportTable(columns: columns, rows: rows, format: .csv(separator: separator))
        let outcomes = rows.map { RowOutcome(line: $0.line, state: .invalid) }
        let again = try ImportTable.read(try RejectedRows.file(of: table, outcomes: outcomes, source: []))
        #expect(again.columns == columns + ["splot_problem"], "seed \(seed)")
        #expect(again.rows.map { Array($0.cells.dropLast()) } == rows.map(\.cells), "seed \(seed)")
        #expect(again.format == table.format, "seed \(seed)")
    }
}
