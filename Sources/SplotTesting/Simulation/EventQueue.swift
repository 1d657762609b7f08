/// What is to happen, by virtual time; at one moment, in the order in which it was scheduled.
struct EventQueue<Event> {
    private struct Entry {
        var time: UInt64
        var number: UInt64
        var event: Event

        func isBefore(_ other: Entry) -> Bool { (self.time, self.number) < (other.time, other.number) }
    }

    /// A binary heap: no entry is before its parent.
    private var heap: [Entry] = []
    private var nextNumber: UInt64 = 0

    /// The time of the event that was last taken, in milliseconds.
    private(set) var now: UInt64 = 0

    /// Begins at time 0 with nothing to come.
    init() {}

    /// Schedules an event.
    ///
    /// - Parameters:
    ///   - event: What is to happen.
    ///   - delay: When, in milliseconds from now.
    mutating func schedule(_ event: Event, after delay: UInt64) {
        self.heap.append(Entry(time: self.now + delay, number: self.nextNumber, event: event))
        self.nextNumber += 1
        var index = self.heap.count - 1
        while index > 0, self.heap[index].isBefore(self.heap[(index - 1) / 2]) {
            self.heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Takes the next event, and moves time to it.
    mutating func next() -> Event? {
        guard let first = self.heap.first else { return nil }
        self.heap.swapAt(0, self.heap.count - 1)
        self.heap.removeLast()
        var index = 0
        while true {
            var earliest = index
            for child in [2 * index + 1, 2 * index + 2] where child < self.heap.count {
                if self.heap[child].isBefore(self.heap[earliest]) { earliest = child }
            }
            guard earliest != index else { break }
            self.heap.swapAt(index, earliest)
            index = earliest
        }
        self.now = first.time
        return first.event
    }
}
