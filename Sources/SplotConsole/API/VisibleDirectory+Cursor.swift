import HTTPTypes
import SplotNode

extension VisibleDirectory {
    /// Reads a cursor that a program gives back.
    ///
    /// - Parameter text: The cursor as it was given out.
    /// - Returns: The point that it names.
    /// - Throws: ``APIError`` 400 for what is none, 410 for one of another database.
    func cursor(_ text: String) async throws -> RecordCursor {
        guard let cursor = RecordCursor(text) else {
            throw APIError.badRequest("since: what `next` was in an earlier answer; leave it out to begin")
        }
        guard try await cursor.revision <= self.end().revision else {
            throw APIError(
                status: .gone,
                detail: "this cursor is of another database, from before a restore: begin again without `since`"
            )
        }
        return cursor
    }
}
