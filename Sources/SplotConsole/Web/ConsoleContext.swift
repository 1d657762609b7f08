import Hummingbird
import NIOCore

/// What comes with a request: where it comes from.
struct ConsoleContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    /// The address of whoever is connected; `nil` in tests that have no connection.
    let remoteAddress: String?

    init(source: ApplicationRequestContextSource) {
        self.coreContext = CoreRequestContextStorage(source: source)
        self.remoteAddress = source.channel.remoteAddress?.ipAddress
    }
}
