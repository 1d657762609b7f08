/// How far an import has come, for a person who waits for it.
struct ImportProgress {
    /// From so many rows on, it takes long enough to say so.
    static let leastRows = 2_000

    private let bars: (reading: ProgressBar, comparing: ProgressBar)?

    /// Makes bars, or none when the file is small or standard error is no terminal.
    init(_ bytes: [UInt8]) {
        guard bytes.count(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) >= Self.leastRows,
            let reading = ProgressBar("reading"), let comparing = ProgressBar("comparing")
        else {
            self.bars = nil
            return
        }
        self.bars = (reading, comparing)
    }

    func read(_ done: Int, of total: Int) { self.update(self.bars?.reading, done, total) }

    func compare(_ done: Int, of total: Int) { self.update(self.bars?.comparing, done, total) }

    /// Says that the rest is one transaction, whose progress nobody can tell.
    func write(_ count: Int) {
        guard self.bars != nil else { return }
        ErrorOutput.write("\r\u{1B}[Kwriting \(count) records …")
    }

    /// Takes away what is shown.
    func finish() {
        guard self.bars != nil else { return }
        ErrorOutput.write("\r\u{1B}[K")
    }

    private func update(_ bar: ProgressBar?, _ done: Int, _ total: Int) {
        bar?.update(done: UInt64(max(0, done)), total: UInt64(max(0, total)))
    }
}
