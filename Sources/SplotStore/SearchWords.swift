/// The words by which a search finds a record, in the five columns of the full-text index, the weightiest first.
///
/// All are folded already: lower case, without diacritics, one space between words.
package struct SearchWords: Hashable, Sendable {
    /// What it is called, in every language.
    package var title: String
    /// What else it is called.
    package var names: String
    /// What it is about.
    package var topics: String
    /// Where it is.
    package var places: String
    /// What else it says.
    package var other: String

    /// Puts them together.
    package init(title: String = "", names: String = "", topics: String = "", places: String = "", other: String = "") {
        self.title = title
        self.names = names
        self.topics = topics
        self.places = places
        self.other = other
    }
}
