import SplotDirectory

/// One input of a record's form: where what is typed goes, and what was there when the form was opened.
///
/// A form carries both, so that a reader's own changes are told from those that came in meanwhile, whatever the server
/// remembers.
struct FormInput: Hashable, Sendable {
    /// What an input is filled with.
    enum Control: Hashable, Sendable {
        case line
        /// A date, or a date and a time of day.
        case moment
        case paragraphs
        /// One of these, each with its label's key worked out by whoever shows it.
        case choice([String])
        case boolean
        case country
        case region
        /// Another record of one of these kinds.
        case record([String])
    }

    /// The name in the form, unique in it: `name.pl`, `steps.0.date`.
    var name: String
    /// The field it belongs to.
    var field: String
    /// The language or the part; `nil` for a field's only value.
    var key: String?
    /// The element of a set, from 0; `nil` for other fields.
    var element: Int?
    var control: Control
    /// What is in it.
    var text: String
    /// What was in it when the form was opened.
    var original: String
}
