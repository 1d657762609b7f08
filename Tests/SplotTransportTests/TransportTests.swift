import NIOCore
import NIOPosix
import NIOSSL
import SplotLog
import SplotSync
import SplotTesting
import SplotTransport
import Testing

/// Over TLS, on this machine.
struct TransportTests {
    @Test func twoNodesSyncBothWays() async throws {
        let (near, far) = try await friends()
        try await near.write(5_000, text: "near")
        try await far.write(700, text: "far")
        try await Network.with(far) { network in
            let report = try await network.sync(near)
            #expect(report.outcome == .completed)
            #expect(report.entriesSent == 5_001)
            #expect(report.entriesReceived == 701)
            #expect(report.peerKey == far.key.publicKey)
            let other = await network.nextReport()
            #expect(other?.outcome == .completed)
            #expect(other?.peerKey == near.key.publicKey)
            #expect(other?.bytesReceived == report.bytesSent)
            let again = try await network.sync(near)
            #expect(again.roundTrips == 1)
            #expect(again.entriesSent == 0)
        }
        #expect(await far.size(of: near.log) == 5_001)
        #expect(await near.size(of: far.log) == 701)
    }

    @Test func manyNodesSyncAtOnce() async throws {
        let hub = try FakeReplica(name: "hub.example", seed: 1)
        var nodes: [FakeReplica] = []
        for seed in 2..<10 {
            let node = try FakeReplica(name: "node.example", seed: UInt64(seed))
            await node.trust(hub.chain)
            await hub.trust(node.chain)
            try await node.write(10)
            nodes.append(node)
        }
        try await Network.with(hub) { network in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for node in nodes { group.addTask { _ = try await network.sync(node) } }
                try await group.waitForAll()
            }
        }
        for node in nodes { #expect(await hub.size(of: node.log) == 11) }
    }

    @Test func anUntrustedPeerGetsTheReasonAndTheListenerLivesOn() async throws {
        let (near, far) = try await friends()
        let stranger = try FakeReplica(name: "stranger.example", seed: 66)
        await stranger.trust(far.chain)
        try await Network.with(far) { network in
            let error = await #expect(throws: TransportError.self) { try await network.sync(stranger) }
            #expect(error?.code == .refusedByPeer(.notTrusted))
            #expect(error?.message.contains("send its administrator your card") == true)
            #expect(error?.message.contains("splot trust add") == true)
            #expect(error?.report?.entriesReceived == 0)
            guard case .endedHere(let goodbye) = await network.nextReport()?.outcome else {
                Issue.record("the listener did not end it")
                return
            }
            #expect(goodbye.code == .notTrusted)
            let report = try await network.sync(near)
            #expect(report.outcome == .completed)
        }
    }

    @Test func aPeerThatThisNodeDoesNotTrustIsRejected() async throws {
        let far = try FakeReplica(name: "far.example", seed: 1)
        let near = try FakeReplica(name: "near.example", seed: 2)
        await far.trust(near.chain)
        try await Network.with(far) { network in
            let error = await #expect(throws: TransportError.self) { try await network.sync(near) }
            #expect(error?.code == .rejectedPeer(.notTrusted))
            guard case .endedByPeer(let goodbye) = await network.nextReport()?.outcome else {
                Issue.record("the listener did not hear why")
                return
            }
            #expect(goodbye.code == .notTrusted)
        }
    }

    @Test func garbageOnThePortIsClosedAndTheListenerLivesOn() async throws {
        let (near, far) = try await friends()
        try await Network.with(far) { network in
            _ = try await Stranger.say(Array("GET / HTTP/1.1\r\nHost: far.example\r\n\r\n".utf8), port: network.port)
            _ = try await Stranger.say((0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* 167) }, port: network.port)
            // Looks like the start of a handshake, and is not.
            _ = try await Stranger.say([0x16, 0x03, 0x01, 0x00, 0x05, 1, 2, 3, 4, 5], port: network.port)
            let report = try await network.sync(near)
            #expect(report.outcome == .completed)
        }
    }

    @Test(arguments: Impostor.allCases)
    func anythingButASelfSignedEd25519CertificateIsRefused(impostor: Impostor) async throws {
        let (near, far) = try await friends()
        try await Network.with(far) { network in
            let gotThrough = try await Stranger.handshake(impostor.configuration(near), port: network.port)
            #expect(gotThrough == impostor.isGenuine)
            let report = try await network.sync(near)
            #expect(report.outcome == .completed)
        }
    }

    @Test func nobodyThereIsUnreachable() async throws {
        let near = try FakeReplica(name: "near.example", seed: 2)
        // A port that was free a moment ago, and is closed again.
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        let dialer = try Dialer(key: near.key, replica: near, logger: .silent)
        let error = await #expect(throws: TransportError.self) { try await dialer.sync(host: "127.0.0.1", port: port) }
        #expect(error?.code == .unreachable)
        #expect(
            error?.message
                == "nobody answers at 127.0.0.1:\(port): check the address, that the other node runs, and its firewall"
        )
    }

    @Test func somethingElseAtThePortIsAHandshakeThatFails() async throws {
        let near = try FakeReplica(name: "near.example", seed: 2)
        let (server, port) = try await Stranger.listen { GreetingHandler(text: "220 mail.example ESMTP\r\n") }
        let dialer = try Dialer(key: near.key, replica: near, logger: .silent)
        let error = await #expect(throws: TransportError.self) { try await dialer.sync(host: "127.0.0.1", port: port) }
        #expect(error?.code == .handshakeFailed)
        try await server.close()
    }

    @Test func aServerWithAnotherKindOfCertificateIsNotTalkedTo() async throws {
        let near = try FakeReplica(name: "near.example", seed: 2)
        let (certificate, key) = try Certificates.p256()
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(certificate)],
            privateKey: .privateKey(key)
        )
        configuration.applicationProtocols = ["splot/1"]
        let context = try NIOSSLContext(configuration: configuration)
        let (server, port) = try await Stranger.listen { NIOSSLServerHandler(context: context) }
        let dialer = try Dialer(key: near.key, replica: near, logger: .silent)
        let error = await #expect(throws: TransportError.self) { try await dialer.sync(host: "127.0.0.1", port: port) }
        #expect(error?.code == .handshakeFailed)
        try await server.close()
    }

    @Test func aServerThatSaysNothingIsLeft() async throws {
        let near = try FakeReplica(name: "near.example", seed: 2)
        let (server, port) = try await Stranger.listen { GreetingHandler(text: "") }
        var limits = SessionLimits()
        limits.handshake = .milliseconds(1)
        let dialer = try Dialer(key: near.key, replica: near, limits: limits, logger: .silent)
        let error = await #expect(throws: TransportError.self) { try await dialer.sync(host: "127.0.0.1", port: port) }
        #expect(error?.code == .timeout)
        try await server.close()
    }

    @Test func aPortThatIsTakenCannotBeListenedOn() async throws {
        let (near, far) = try await friends()
        try await Network.with(far) { network in
            let second = try Listener(
                host: "127.0.0.1",
                port: network.port,
                key: near.key,
                replica: near,
                logger: .silent
            )
            let error = await #expect(throws: TransportError.self) { try await second.run() }
            #expect(error?.code == .cannotListen)
        }
    }

    @Test func addressesThatConnectTooOftenAreClosed() async throws {
        let (near, far) = try await friends()
        var limits = TransportLimits()
        limits.handshakesPerMinute = 1
        try await Network.with(far, limits: limits) { network in
            let report = try await network.sync(near)
            #expect(report.outcome == .completed)
            let error = await #expect(throws: TransportError.self) { try await network.sync(near) }
            #expect(error?.code == .handshakeFailed || error?.code == .connectionCut)
        }
    }

    @Test func oneTooManyIsToldToComeAgain() async throws {
        let (near, far) = try await friends()
        var limits = TransportLimits()
        limits.sessions = 0
        try await Network.with(far, limits: limits) { network in
            let error = await #expect(throws: TransportError.self) { try await network.sync(near) }
            #expect(error?.code == .refusedByPeer(.busy))
            #expect(error?.message.contains("try again in a few minutes") == true)
        }
    }
}

/// Somebody who asks for a session with credentials of some kind.
enum Impostor: String, CaseIterable, Sendable {
    case genuine
    case p256
    case notSelfSigned
    case nothing
    case oldTLS

    var isGenuine: Bool { self == .genuine }

    func configuration(_ replica: FakeReplica) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .noHostnameVerification
        configuration.applicationProtocols = ["splot/1"]
        configuration.verifySignatureAlgorithms = [.ed25519]
        switch self {
        case .nothing: break
        case .p256:
            let (certificate, key) = try Certificates.p256()
            configuration.certificateChain = [.certificate(certificate)]
            configuration.privateKey = .privateKey(key)
        case .notSelfSigned:
            let (certificate, key) = try Certificates.notSelfSigned(seed: replica.key.seed)
            configuration.certificateChain = [.certificate(certificate)]
            configuration.privateKey = .privateKey(key)
            configuration.signingSignatureAlgorithms = [.ed25519]
        case .genuine, .oldTLS:
            let (certificate, key) = try Certificates.selfSigned(seed: replica.key.seed)
            configuration.certificateChain = [.certificate(certificate)]
            configuration.privateKey = .privateKey(key)
            configuration.signingSignatureAlgorithms = [.ed25519]
        }
        if self == .oldTLS { configuration.maximumTLSVersion = .tlsv12 }
        return configuration
    }
}
