import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SplotNode
import Testing

@testable import SplotConsole

struct TLSTests {
    @Test func theConsoleSpeaksTLSByItself() async throws {
        let fixture = try await self.fixture()
        try await fixture.test(.ahc(.https)) { visitor in
            let page = try await visitor.get("/pl/")
            #expect(page.status == .ok)
            #expect(page.headers[.strictTransportSecurity] == "max-age=31536000")
            let form = try await visitor.get("/en/login")
            #expect(form.headers[.setCookie]?.contains("Secure") == true)
            #expect(form.text.contains("type=\"password\""))
        }
    }

    @Test func aCertificateThatIsNoneIsRefused() async throws {
        let fixture = try await ConsoleFixture {
            $0.certificate = ConsoleConfiguration.Certificate(chain: "/nowhere", key: "/nowhere")
        }
        let console = try await fixture.console()
        #expect(throws: NodeError.self) { try console.application }
    }

    private func fixture() async throws -> ConsoleFixture {
        let folder = FileManager.default.temporaryDirectory.appending(path: "splot-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (chain, key) = (folder.appending(path: "chain.pem"), folder.appending(path: "key.pem"))
        try Data(Self.chain.utf8).write(to: chain)
        try Data(Self.key.utf8).write(to: key)
        return try await ConsoleFixture {
            $0.certificate = ConsoleConfiguration.Certificate(chain: chain.path, key: key.path)
            $0.host = "localhost"
        }
    }

    // Made for this test alone: `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500
    // -subj /CN=localhost`.
    private static let chain = """
        -----BEGIN CERTIFICATE-----
        MIIBnDCCAUGgAwIBAgIUcB7cC4zhjGw3AZauPhVet/HGZRowCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzA3NDY0MloYDzIxMjYxMTAz
        MDc0NjQyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAATfnA/Xlw/fGqlRIaoz2v8oVCn0wbhXeuWbqmici8xVKwARNFxmHdbm
        tMUssXwunuKSq44cmrrw5CwP1ZaJxNM+o28wbTAdBgNVHQ4EFgQUL392PfiG1VMv
        0S+L7AWaD7ULMgEwHwYDVR0jBBgwFoAUL392PfiG1VMv0S+L7AWaD7ULMgEwDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDSQAwRgIhAOhWhOudURuCk4JfU1X5lCXLIUaBLYYRzQ2fVb/RCQ32AiEA
        1aS02MLtVvDT3f67L4VA2GOVxeQquf6uUWzlvfzh2wM=
        -----END CERTIFICATE-----

        """
    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjRjdaJJeiNdly5kf
        YhMgAUH8QF9Jabo1W6uW3jkXkoChRANCAATfnA/Xlw/fGqlRIaoz2v8oVCn0wbhX
        euWbqmici8xVKwARNFxmHdbmtMUssXwunuKSq44cmrrw5CwP1ZaJxNM+
        -----END PRIVATE KEY-----

        """
}
