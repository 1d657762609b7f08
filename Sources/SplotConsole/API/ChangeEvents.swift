import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SplotDirectory
import SplotNode
import SplotOffice

/// Changes as they happen: server-sent events (WHATWG HTML §9.2).
///
/// A cursor comes as the id of the last event of each batch, so that a browser or program that was cut off goes on where
/// it was.
struct ChangeEvents: Sendable {
    /// How many records are told at once.
    private static let batch = 100
    /// After how many records the line is ended: who is so far behind comes again by itself, and others get their turn.
    static let longestReplay = 10_000
    /// How often something is sent though nothing has changed, so that nobody on the way takes the line for dead.
    private static let heartbeat: Duration = .seconds(20)
    /// After how many heartbeats, ten minutes, the line is ended: whoever listens comes again by itself, and is asked
    /// anew who it is.
    static let heartbeats = 30

    let services: ConsoleServices

    func response(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let visit = try VisitReading(services: self.services).visit(request, context, language: nil)
        let directory = self.services.directory(for: visit)
        guard let name = HTTPField.Name("Last-Event-ID") else { throw PageError.badRequest }
        let cursor: RecordCursor
        if let last = request.headers[name] ?? visit.query["since"] {
            cursor = try await directory.cursor(last)
        } else {
            cursor = try await directory.end()
        }
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
                var cursor: RecordCursor? = try await self.send(after: cursor, directory, to: &writer)
                var ticks = self.ticks(changes).makeAsyncIterator()
                while let known = cursor, await ticks.next() != nil {
                    cursor = try await self.send(after: known, directory, to: &writer)
                    if cursor == known { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
                }
                try await writer.finish(nil)
            }
        )
    }

    /// Tells all that has changed.
    ///
    /// - Returns: The point behind it; `nil` when that was so much that it is time to end the line.
    private func send(
        after start: RecordCursor,
        _ directory: VisibleDirectory,
        to writer: inout any ResponseBodyWriter
    ) async throws -> RecordCursor? {
        var cursor = start
        for _ in 0..<Self.longestReplay / Self.batch {
            let (changes, next, isMore) = try await directory.changes(after: cursor, limit: Self.batch)
            var text = changes.map(self.event).joined()
            if !changes.isEmpty { text += "id: \(next)\nevent: cursor\ndata: \(next)\n\n" }
            if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
            cursor = next
            guard isMore else { return cursor }
        }
        return nil
    }

    private func event(_ change: VisibleDirectory.Change) -> String {
        let (name, data): (String, JSON) =
            switch change {
            case .shown(let record):
                (
                    "record",
                    .object([
                        "id": .string(record.record.id.description), "kind": .string(record.record.kind),
                        "version": .string(record.version.token), "deleted": .boolean(record.isDeleted),
                    ])
                )
            case .gone(let id): ("gone", .object(["id": .string(id.description)]))
            }
        return "event: \(name)\ndata: \(data.text)\n\n"
    }

    /// The changes, and a tick now and then besides; it ends after so many of these.
    private func ticks(_ changes: AsyncStream<Void>) -> AsyncStream<Void> {
        let sleep = self.services.environment.sleep
        return AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let beating = Task {
                for _ in 0..<Self.heartbeats {
                    guard (try? await sleep(Self.heartbeat)) != nil else { break }
                    continuation.yield()
                }
                continuation.finish()
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
