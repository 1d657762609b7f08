import Testing

@testable import splot

struct ProgressBarTests {
    @Test(arguments: [
        (UInt64(0), UInt64(0), "x ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 0 %"),
        (1, 2, "x ███████████████░░░░░░░░░░░░░░░ 50 %"),
        (3, 3, "x ██████████████████████████████ 100 %"),
        (.max, 1, "x ██████████████████████████████ 100 %"),
    ])
    func theBarGrowsWithTheWork(done: UInt64, total: UInt64, line: String) {
        #expect(ProgressBar.line("x", done: done, total: total) == line)
    }
}
