import HTTPTypes
import Hummingbird

/// Counts every response and how long it took, and says so to whoever measures (W3C Server Timing).
struct CountingMiddleware: RouterMiddleware {
    let metrics: ConsoleMetrics

    func handle(
        _ request: Request,
        context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response = try await next(request, context)
        let duration = (ContinuousClock.now - start).components
        let seconds = Double(duration.seconds) + Double(duration.attoseconds) / 1e18
        self.metrics.note(status: Int(response.status.code), seconds: seconds)
        // What a password takes to be checked is told to nobody.
        if request.method == .get, let name = HTTPField.Name("Server-Timing") {
            response.headers[name] = "total;dur=\((seconds * 10_000).rounded() / 10)"
        }
        return response
    }
}
