import HTTPTypes
import SplotNode

/// Why there is no such page, or nothing was done: said in the reader's language.
struct PageError: Error, Sendable {
    /// The response's status.
    var status: HTTPResponse.Status
    /// The key of the heading.
    var title: String
    /// The key of the text.
    var message: String
    /// What is filled into the text.
    var values: [String: String] = [:]
    /// What is known besides, in English; holds no value of the directory.
    var details: String?
    /// Whether it is signing in that helps.
    var isSignInWanted = false

    static let badRequest = PageError(status: .badRequest, title: "errorBadRequest", message: "messageBadRequest")
    static let badText = PageError(status: .badRequest, title: "errorBadRequest", message: "messageBadText")
    static let tooManyFields = PageError(
        status: .badRequest,
        title: "errorBadRequest",
        message: "messageTooManyFields"
    )
    static let notFound = PageError(status: .notFound, title: "errorNotFound", message: "messageNotFound")
    static let noRecord = PageError(status: .notFound, title: "errorNotFound", message: "messageNoRecord")
    static let noLanguage = PageError(status: .notFound, title: "errorNotFound", message: "messageNoLanguage")
    static let forbidden = PageError(status: .forbidden, title: "errorForbidden", message: "messageForbidden")
    static let onlyLocal = PageError(status: .forbidden, title: "errorForbidden", message: "onlyLocal")
    static let formOld = PageError(status: .forbidden, title: "errorForbidden", message: "messageFormOld")
    static let formTwice = PageError(status: .conflict, title: "errorUnavailable", message: "messageFormTwice")
    static var signInFirst: PageError {
        var error = PageError(status: .unauthorized, title: "errorForbidden", message: "signInFirst")
        error.isSignInWanted = true
        return error
    }

    static func tooLarge(_ limit: String) -> PageError {
        PageError(
            status: .contentTooLarge,
            title: "errorTooLarge",
            message: "messageTooLarge",
            values: ["limit": limit]
        )
    }

    /// What a fault of the node comes to.
    init(_ error: NodeError) {
        let known = ["notFound", "ambiguous", "invalid", "stale", "behindHighWaterMark", "closed", "forked"]
        let code = error.code.rawValue
        self.init(
            status: Self.status(of: error.code),
            title: error.code == .notFound ? "errorNotFound" : "errorUnavailable",
            message: "nodeError." + (known.contains(code) ? code : "other"),
            details: error.message
        )
    }

    init(
        status: HTTPResponse.Status,
        title: String,
        message: String,
        values: [String: String] = [:],
        details: String? = nil
    ) {
        self.status = status
        self.title = title
        self.message = message
        self.values = values
        self.details = details
    }

    private static func status(of code: NodeError.Code) -> HTTPResponse.Status {
        switch code {
        case .notFound: .notFound
        case .ambiguous, .invalid: .badRequest
        case .stale: .conflict
        default: .serviceUnavailable
        }
    }
}
