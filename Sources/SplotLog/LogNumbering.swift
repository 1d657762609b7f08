package import SplotMerge

/// The numbers under which a log speaks of other logs: 0 is itself, the rest in the order of its introductions
/// (Protocol.md §5.5).
///
/// A number costs a byte or two where a name costs thirty-two.
package struct LogNumbering: Hashable, Sendable {
    /// The logs by number; the first is the log itself.
    package private(set) var logs: [LogID]

    private var numbers: [LogID: Int]

    /// Nothing introduced yet.
    package init(own: LogID) {
        self.logs = [own]
        self.numbers = [own: 0]
    }

    /// Restores a numbering.
    ///
    /// - Parameter logs: The logs by number, own log first; `nil` is returned when there is none or one stands twice.
    package init?(logs: [LogID]) {
        guard let own = logs.first else { return nil }
        self.init(own: own)
        for log in logs.dropFirst() { guard self.introduce(log) else { return nil } }
    }

    /// Gives the next number to a log; `false` when it has one, or when too many have.
    package mutating func introduce(_ log: LogID) -> Bool {
        guard self.canIntroduce(log) else { return false }
        self.numbers[log] = self.logs.count
        self.logs.append(log)
        return true
    }

    /// Whether a log has no number yet, and one is left for it.
    package func canIntroduce(_ log: LogID) -> Bool {
        self.numbers[log] == nil && self.logs.count <= Limits.introductions
    }

    /// The number of a log, if it was introduced.
    package func number(of log: LogID) -> Int? { self.numbers[log] }

    /// The log of a number, if it was given.
    package func log(_ number: UInt64) -> LogID? {
        number < UInt64(self.logs.count) ? self.logs[Int(number)] : nil
    }
}
