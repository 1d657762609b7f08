import Mustache

/// The templates of all pages, read once.
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
        var library = MustacheLibrary()
        for (name, text) in self.texts { try library.register(text, named: name) }
        return library
    }
}
