import Hummingbird

/// Counts every response and how long it took.
struct CountingMiddleware: RouterMiddleware {
    let metrics: ConsoleMetrics

    func handle(
        _ request: Request,
        context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let duration = (ContinuousClock.now - start).components
        let seconds = Double(duration.seconds) + Double(duration.attoseconds) / 1e18
        self.metrics.note(status: Int(response.status.code), seconds: seconds)
        return response
    }
}
