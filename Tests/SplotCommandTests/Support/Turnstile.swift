/// Lets a few through at a time, so that a hundred tests do not start a hundred processes at once.
actor Turnstile {
    static let shared = Turnstile(places: 4)

    private var places: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { self.places = places }

    /// Runs a closure when there is a place.
    func pass(_ body: () async throws -> Void) async throws {
        if self.places > 0 {
            self.places -= 1
        } else {
            await withCheckedContinuation { self.waiting.append($0) }
        }
        defer { self.leave() }
        try await body()
    }

    // Whoever leaves hands the place on.
    private func leave() {
        if self.waiting.isEmpty {
            self.places += 1
        } else {
            self.waiting.removeFirst().resume()
        }
    }
}
