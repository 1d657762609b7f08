import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The stylesheet, the script and the icon: built in, kept by browsers for a year under an address with their digest.
enum Assets {
    private static let files: [String: (type: String, bytes: [UInt8])] = [
        "console.css": ("text/css; charset=utf-8", PackageResources.console_css + PackageResources.pictures_css),
        "console.js": ("text/javascript; charset=utf-8", PackageResources.console_js),
        "icon.svg": ("image/svg+xml", PackageResources.icon_svg),
    ]

    /// Changes with any of the files.
    static let version: String = {
        var hash = SHA256()
        for file in Self.files.sorted(by: { $0.key < $1.key }) { hash.update(data: Data(file.value.bytes)) }
        return String(Sessions.hex(Array(hash.finalize())).prefix(12))
    }()

    /// A file as a response; `nil` when there is none of the name.
    static func response(_ name: String) -> Response? {
        guard let file = self.files[name] else { return nil }
        return Response(
            status: .ok,
            headers: [
                .contentType: file.type,
                .cacheControl: "public, max-age=31536000, immutable",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes))
        )
    }
}
