/// A page, or some that belong together: made for one request.
protocol ConsolePage: Sendable {
    /// For a request.
    init(services: ConsoleServices, visit: Visit)
}
