import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SplotDirectory
import SplotNode
import SplotOffice

/// Changes as they happen: server-sent events (WHATWG HTML §9.2).
///
/// Each event's id is a cursor, so that a browser or program that was cut off goes on where it was.
struct ChangeEvents: Sendable {
    /// How many records are told at once.
    private static let batch = 100
    /// How often something is sent though nothing has changed, so that nobody on the way takes the line for dead.
    private static let heartbeat: Duration = .seconds(20)
    /// After how long the line is ended: whoever listens comes again by itself, and is asked anew who it is.
    private static let longest: Duration = .seconds(600)

    let services: ConsoleServices

    func response(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let visit = try VisitReading(services: self.services).visit(request, context, language: nil)
        let directory = self.services.directory(for: visit)
        guard let name = HTTPField.Name("Last-Event-ID") else { throw PageError.badRequest }
        let last = request.headers[name] ?? visit.query["since"]
        let end = try await self.services.node.endOfRecords()
        let cursor = last.flatMap { RecordCursor($0) } ?? end
        guard let changes = self.services.changes.listen() else {
            throw APIError(status: .serviceUnavailable, detail: "too many listen already: try again later")
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream", .cacheControl: "no-store",
                HTTPField.Name("X-Accel-Buffering") ?? .via: "no",
            ],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: "retry: 5000\n\n"))
                var cursor = cursor
                cursor = try await self.send(after: cursor, directory, to: &writer)
                let end = ContinuousClock.now + Self.longest
                for try await _ in Self.ticks(changes) {
                    guard ContinuousClock.now < end else { break }
                    let next = try await self.send(after: cursor, directory, to: &writer)
                    if next == cursor { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
                    cursor = next
                }
                try await writer.finish(nil)
            }
        )
    }

    private func send(
        after start: RecordCursor,
        _ directory: VisibleDirectory,
        to writer: inout any ResponseBodyWriter
    ) async throws -> RecordCursor {
        var cursor = start
        while true {
            let (records, next) = try await self.services.node.records(after: cursor, limit: Self.batch)
            for record in records where directory.isVisible(record) {
                let data = JSON.object([
                    "id": .string(record.record.id.description), "kind": .string(record.record.kind),
                    "version": .string(record.version.token), "deleted": .boolean(record.isDeleted),
                ])
                try await writer.write(ByteBuffer(string: "event: record\ndata: \(data.text)\n\n"))
            }
            cursor = next
            if !records.isEmpty {
                try await writer.write(ByteBuffer(string: "id: \(next)\nevent: cursor\ndata: \(next)\n\n"))
            }
            guard records.count == Self.batch else { return cursor }
        }
    }

    /// The changes, and a tick now and then besides.
    private static func ticks(_ changes: AsyncStream<Void>) -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let beating = Task {
                while (try? await Task.sleep(for: self.heartbeat)) != nil { continuation.yield() }
            }
            let listening = Task {
                for await _ in changes { continuation.yield() }
                continuation.finish()
            }
            continuation.onTermination = { _ in
                beating.cancel()
                listening.cancel()
            }
        }
    }
}
