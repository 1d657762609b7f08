import Mustache

/// The templates of all pages, read once.
///
/// Each is read with ``PageText`` as its content type: the library's own escaping goes by grapheme, so that a quotation
/// mark with a combining mark after it would stay what it is, and close the attribute it stands in.
enum Templates {
    private static let sources: [String: [UInt8]] = [
        "layout": PackageResources.layout_mustache, "message": PackageResources.message_mustache,
        "start": PackageResources.start_mustache, "list": PackageResources.list_mustache,
        "record": PackageResources.record_mustache, "conflict": PackageResources.conflict_mustache,
        "suggestion": PackageResources.suggestion_mustache, "pictures": PackageResources.pictures_mustache,
        "login": PackageResources.login_mustache, "form": PackageResources.form_mustache,
        "admin": PackageResources.admin_mustache, "import": PackageResources.import_mustache,
        "preview": PackageResources.preview_mustache, "conflicts": PackageResources.conflicts_mustache,
        "suggestions": PackageResources.suggestions_mustache, "duplicates": PackageResources.duplicates_mustache,
        "peers": PackageResources.peers_mustache, "log": PackageResources.log_mustache,
        "entry": PackageResources.entry_mustache, "health": PackageResources.health_mustache,
    ]

    /// The text of each template by name.
    static let texts = Self.sources.mapValues { String(decoding: $0, as: UTF8.self) }

    /// The templates ready to be filled.
    ///
    /// - Throws: The mistake in a template, which a test finds before anybody else does.
    static func library() throws -> MustacheLibrary {
        MustacheContentTypes.register(PageText(), named: PageText.name)
        var library = MustacheLibrary()
        for (name, text) in self.texts {
            try library.register("{{% CONTENT_TYPE:\(PageText.name)}}" + text, named: name)
        }
        return library
    }
}

/// How text is escaped in templates: scalar by scalar, as browsers read it.
struct PageText: MustacheContentType {
    /// What templates call it.
    static let name = "SPLOT_PAGE"

    func escapeText(_ text: String) -> String { HTML.escaped(text) }
}
