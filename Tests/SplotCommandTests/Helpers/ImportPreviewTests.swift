import SplotInterchange
import SplotOffice
import Testing

@testable import splot

struct ImportPreviewTests {
    @Test func aPersonSeesOldAndNewValues() {
        let table = ImportTable(columns: ["name"], rows: [ImportTable.Row(line: 2, cells: [.text("A")])])
        let changes = [
            RowChange(field: "type", old: "ngo", new: "hospital"), RowChange(field: "aliases", old: nil, new: "x"),
        ]
        let outcome = RowOutcome(line: 2, state: .changed, fields: ["aliases", "type"], changes: changes)
        let preview = ImportPreview(table: table, plan: ImportPlan(rows: [outcome], edits: []))
        #expect(
            preview.lines(width: 80, limit: 100) == [
                "LINE  ROW      BEGINS  CHANGES",
                "   2  changed  A       aliases, type",
                "      type: ngo → hospital",
                "      aliases: + x",
            ]
        )
        #expect(preview.lines(width: nil, limit: 100).count == 2)
    }

    @Test(arguments: [
        ("a=b", "a", "b"), ("a = b=name.pl", "a = b", "name.pl"), (" Uwagi =", "Uwagi", ""),
        ("x\u{A0}= name ", "x", "name"),
    ])
    func aMappingIsAColumnAndAField(text: String, column: String, field: String) {
        let mapping = ColumnMapping(argument: text)
        #expect(mapping?.column == column)
        #expect(mapping?.field == field)
    }

    @Test func whatIsSaidNowGoesBeforeWhatWasSaid() {
        let table = ImportTable(columns: ["a", "b"], rows: [])
        let mapping = ImportMapping(["a": "name"], remembered: ["a": "title", "b": "", "c": "type"], of: table)
        #expect(mapping.applied == ["a": "name", "b": ""])
        #expect(mapping.recalled == ["b": ""])
        #expect(mapping.toRemember == ["a": "name", "b": "", "c": "type"])
        #expect(mapping.isNew)
        #expect(!ImportMapping([:], remembered: ["a": "title"], of: table).isNew)
    }
}
