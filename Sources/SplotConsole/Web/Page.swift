import HTTPTypes

/// What a template is filled with: texts, numbers, answers, and views or lists of them.
///
/// Built and rendered within one request; never kept.
typealias PageView = [String: Any]

/// The status of a response.
typealias PageStatus = HTTPResponse.Status

/// One page before it is rendered.
struct Page {
    /// The template's name.
    var template: String
    /// The page's heading, and its name in the browser's title.
    var title: String
    /// What stands beside the heading.
    var subtitle: String?
    var view: PageView
    var status: HTTPResponse.Status = .ok
    /// What is in the search field above.
    var words: String?
    /// The item of the navigation that the page belongs to.
    var place: String?
    /// A cookie to be set.
    var cookie: String?

    init(_ template: String, title: String, place: String? = nil, _ view: PageView) {
        self.template = template
        self.title = title
        self.place = place
        self.view = view
    }
}

/// What a request is answered with.
enum PageAnswer {
    case page(Page)
    /// Another page is to be asked for, with GET.
    case redirect(String, cookie: String? = nil)
}
