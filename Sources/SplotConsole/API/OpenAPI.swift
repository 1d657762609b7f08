/// The description of the API (OpenAPI 3.1), which the tests hold against the running server.
enum OpenAPI {
    /// The description as JSON.
    static let text = String(decoding: PackageResources.openapi_json, as: UTF8.self)
}
