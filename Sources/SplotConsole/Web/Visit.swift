import Foundation
import SplotNode

/// One request as the pages see it: who asks, in which language, and when.
struct Visit: Sendable {
    let phrases: Phrases
    let formats: Formats
    /// The token of the reader's session, if there is one.
    let token: String?
    /// What is known of whoever has signed in.
    let session: Session?
    /// What tells this browser from others before anybody has signed in, if it was here before.
    let visitor: String?
    /// What the tokens of this reader's forms are made with; `nil` for one who has neither an account nor a cookie.
    let formKey: [UInt8]?
    /// The path of the page, without the language: `/records/…`.
    let path: String
    /// The parameters after the question mark.
    let query: Query
    /// Where the request comes from.
    let address: String
    /// Now, in seconds since 1970-01-01T00:00:00Z.
    let now: UInt64

    var language: Language { self.phrases.language }
    var account: Account? { self.session?.account }

    /// The path of a page in the reader's language.
    func href(_ path: String) -> String { "/\(self.language.code)\(path)" }

    /// The path of a record's page.
    func href(record: String) -> String { self.href("/records/\(record)") }
}
