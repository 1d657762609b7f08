/// A line on the terminal that says what takes so long, and goes away afterwards.
struct Notice {
    /// From so many bytes on, a file takes long enough to say so.
    static let largeFile = 1 << 20

    private let isShown: Bool

    init(_ text: String?) {
        self.isShown = text != nil && ErrorOutput.isTerminal
        if let text, self.isShown { ErrorOutput.write(Plain.line(text)) }
    }

    func finish() {
        if self.isShown { ErrorOutput.write("\r\u{1B}[K") }
    }
}
