import Testing

@testable import splot

struct TableTests {
    private static func table() -> Table {
        var table = Table([
            Table.Column("ID"), Table.Column("TITLE", isFlexible: true), Table.Column("SIZE", isNumeric: true),
        ])
        table.add(["1a2b3c4d", "Łódź", "7"])
        table.add(["9", "Szpital Miejski w Toruniu", "1234"])
        table.add(["x"])
        return table
    }

    @Test func columnsAreAlignedAndLinesEndWithTheirText() {
        #expect(
            Self.table().lines() == [
                "ID        TITLE                      SIZE",
                "1a2b3c4d  Łódź                          7",
                "9         Szpital Miejski w Toruniu  1234",
                "x",
            ]
        )
    }

    @Test func aNarrowTerminalCutsTheFlexibleColumn() {
        #expect(
            Self.table().lines(width: 30) == [
                "ID        TITLE           SIZE",
                "1a2b3c4d  Łódź               7",
                "9         Szpital Miejs…  1234",
                "x",
            ]
        )
        // Some of the title stays whatever the width.
        #expect(Self.table().lines(width: 5)[2] == "9         Szpital Mie…  1234")
    }

    @Test func ofTwoFlexibleColumnsTheWidestGivesWay() {
        var table = Table([Table.Column("A", isFlexible: true), Table.Column("B", isFlexible: true)])
        table.add([String(repeating: "a", count: 30), String(repeating: "b", count: 16)])
        let wide = String(repeating: "a", count: 21) + "…  " + String(repeating: "b", count: 16)
        #expect(table.lines(width: 40)[1] == wide)
        let narrow = String(repeating: "a", count: 14) + "…  " + String(repeating: "b", count: 14) + "…"
        #expect(table.lines(width: 32)[1] == narrow)
    }

    @Test func whatAPeerWroteStaysInItsCell() {
        var table = Table([Table.Column("A"), Table.Column("B")])
        table.add(["one\ntwo", "\u{1B}[2Jgone\u{202E}"])
        #expect(table.lines() == ["A        B", "one⏎two  �[2Jgone�"])
    }
}
