/// All writes of a state's changes, and every place that they go to, once.
///
/// Names are compared as text here and nowhere else: whoever works with the writes compares numbers.
struct WriteIndex {
    /// The places, sorted.
    private(set) var places: [Place] = []

    /// The writes as the changes stand, void ones too, all in layer 0.
    private(set) var writes: [Write] = []

    /// Whether any operation does something else than write: removes elements, accepts or declines.
    private(set) var hasOthers = false

    init(_ changes: [Change]) {
        var numbers: [Place: Int] = [:]
        for change in changes.indices {
            for operation in changes[change].operations.indices {
                guard let place = changes[change].operations[operation].place else {
                    self.hasOthers = true
                    continue
                }
                let number: Int
                if let known = numbers[place] {
                    number = known
                } else {
                    number = self.places.count
                    numbers[place] = number
                    self.places.append(place)
                }
                self.writes.append(Write(place: number, change: change, operation: operation))
            }
        }
        self.sortPlaces()
    }

    /// Gives the places the numbers in which they are sorted.
    private mutating func sortPlaces() {
        let order = self.places.indices.sorted { self.places[$0] < self.places[$1] }
        var ranks = [Int](repeating: 0, count: order.count)
        for (rank, place) in order.enumerated() { ranks[place] = rank }
        for write in self.writes.indices { self.writes[write].place = ranks[self.writes[write].place] }
        self.places = order.map { self.places[$0] }
    }
}
