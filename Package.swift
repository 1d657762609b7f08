// swift-tools-version: 6.2

import PackageDescription

// Every target is built with these, so that what a file imports stays its own business:
// a heavy dependency (NIO, TLS, GRDB) cannot slip into another room's public interface.
let features: [SwiftSetting] = [
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
]

// `make lint` and CI refuse what the compiler warns of; somebody who only builds is not kept from it.
let strictness: [SwiftSetting] =
    Context.environment["SPLOT_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let package = Package(
    name: "splot",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "splot", targets: ["splot"]),
        .library(name: "SplotDirectory", targets: ["SplotDirectory"]),
        .library(name: "SplotMerge", targets: ["SplotMerge"]),
        .library(name: "SplotLog", targets: ["SplotLog"]),
        .library(name: "SplotSync", targets: ["SplotSync"]),
        .library(name: "SplotBundle", targets: ["SplotBundle"]),
        .library(name: "SplotStore", targets: ["SplotStore"]),
        .library(name: "SplotTransport", targets: ["SplotTransport"]),
        .library(name: "SplotInterchange", targets: ["SplotInterchange"]),
        .library(name: "SplotNode", targets: ["SplotNode"]),
        .library(name: "SplotConsole", targets: ["SplotConsole"]),
        .library(name: "SplotTesting", targets: ["SplotTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The two cores that depend on nothing but the toolchain.
        .target(name: "SplotDirectory"),
        .target(name: "SplotMerge"),

        // The log: entries, tree, checkpoints, salts, statements, bundles.
        .target(name: "SplotCBOR"),
        .systemLibrary(
            name: "CZstd",
            pkgConfig: "libzstd",
            providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]
        ),
        .target(
            name: "SplotLog",
            dependencies: [
                "SplotMerge", "SplotCBOR", "CZstd",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),

        // Talking to other nodes: the session decides, the transport carries. Where there is no line, a file does.
        .target(name: "SplotSync", dependencies: ["SplotLog", "SplotMerge", "SplotCBOR"]),
        .target(
            name: "SplotBundle",
            dependencies: [
                "SplotLog", "SplotMerge", "SplotCBOR",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "SplotTransport",
            dependencies: [
                "SplotSync", "SplotLog", "SplotMerge",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),

        // Keeping: one SQLite database per node.
        .target(
            name: "SplotStore",
            dependencies: [
                "SplotLog", "SplotMerge", "SplotCBOR",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),

        // The node ties them together; interchange reads and writes what offices use.
        .target(
            name: "SplotNode",
            dependencies: [
                "SplotDirectory", "SplotMerge", "SplotCBOR", "SplotLog", "SplotSync", "SplotBundle", "SplotStore",
                "SplotTransport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(name: "SplotInterchange", dependencies: ["SplotDirectory"]),

        // What the command line and the console both do and show: titles, where values come from, imports, JSON.
        .target(
            name: "SplotOffice",
            dependencies: ["SplotNode", "SplotInterchange", "SplotDirectory", "SplotMerge"]
        ),

        // What people see of a node in a browser, and programs over HTTP.
        .target(
            name: "SplotConsole",
            dependencies: [
                "SplotOffice", "SplotNode", "SplotInterchange", "SplotDirectory", "SplotMerge", "SplotLog",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            // In the program itself, so that it stays one file that can be copied.
            resources: [.embedInCode("Resources")]
        ),
        .executableTarget(
            name: "splot",
            dependencies: [
                "SplotConsole", "SplotOffice", "SplotNode", "SplotInterchange", "SplotDirectory", "SplotMerge",
                "SplotLog",
                // Only for their errors, which become exit codes, and for acknowledgements.
                "SplotStore", "SplotTransport", "SplotBundle",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        // Many seeds of the simulation in SplotTesting: `make simulate`.
        .executableTarget(
            name: "simulate",
            dependencies: ["SplotTesting", .product(name: "ArgumentParser", package: "swift-argument-parser")]
        ),

        .executableTarget(
            name: "Embed",
            dependencies: [
                "SplotNode", "SplotDirectory",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Examples/Embed"
        ),

        // What others need to test what they build on Splot.
        .target(
            name: "SplotTesting",
            dependencies: ["SplotDirectory", "SplotMerge", "SplotLog", "SplotSync", "SplotStore", "SplotNode"]
        ),

        .testTarget(name: "SplotDirectoryTests", dependencies: ["SplotDirectory", "SplotTesting"]),
        .testTarget(name: "SplotMergeTests", dependencies: ["SplotMerge", "SplotTesting"]),
        .testTarget(name: "SplotCBORTests", dependencies: ["SplotCBOR"]),
        .testTarget(name: "SplotLogTests", dependencies: ["SplotLog", "SplotMerge", "SplotCBOR", "SplotTesting"]),
        .testTarget(
            name: "SplotSyncTests",
            dependencies: ["SplotSync", "SplotLog", "SplotMerge", "SplotCBOR", "SplotTesting"]
        ),
        .testTarget(
            name: "SplotBundleTests",
            dependencies: [
                "SplotBundle", "SplotLog", "SplotMerge", "SplotCBOR", "SplotTesting",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .testTarget(
            name: "SplotTransportTests",
            dependencies: [
                "SplotTransport", "SplotSync", "SplotLog", "SplotMerge", "SplotTesting",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        .testTarget(name: "SplotStoreTests", dependencies: ["SplotStore", "SplotLog", "SplotMerge", "SplotTesting"]),
        .testTarget(
            name: "SplotInterchangeTests",
            dependencies: ["SplotInterchange", "SplotDirectory", "SplotTesting"]
        ),
        .testTarget(
            name: "SplotNodeTests",
            dependencies: [
                "SplotNode", "SplotDirectory", "SplotLog", "SplotMerge", "SplotSync", "SplotBundle", "SplotStore",
                "SplotTesting",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "SplotProtocolTests",
            dependencies: [
                "SplotNode", "SplotDirectory", "SplotSync", "SplotBundle", "SplotLog", "SplotMerge", "SplotCBOR",
                "SplotTesting",
            ]
        ),
        .testTarget(
            name: "SplotConsoleTests",
            dependencies: [
                "SplotConsole", "SplotOffice", "SplotNode", "SplotInterchange", "SplotDirectory", "SplotMerge",
                "SplotLog", "SplotTesting",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(name: "SplotTestingTests", dependencies: ["SplotTesting"]),
        .testTarget(
            name: "SplotCommandTests",
            dependencies: [
                "splot", "Embed", "SplotOffice", "SplotDirectory", "SplotMerge", "SplotNode", "SplotTesting",
            ]
        ),

        // What reads the bytes of strangers, for the fuzzer (`make fuzz`) and for a test.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "SplotSync", "SplotInterchange", "SplotDirectory", "SplotLog", "SplotMerge", "SplotCBOR",
            ],
            path: "Tests/Fuzzing/FuzzTargets"
        ),
        .testTarget(
            name: "FuzzTargetsTests",
            dependencies: ["FuzzTargets", "SplotTesting"],
            path: "Tests/Fuzzing/FuzzTargetsTests"
        ),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer is linked only when asked for: not every toolchain has it. It watches our own code and nothing else.
if Context.environment["SPLOT_FUZZ"] != nil {
    let fuzzing = ["-sanitize=fuzzer"]
    let fuzzed = ["SplotCBOR", "SplotMerge", "SplotLog", "SplotSync", "SplotDirectory", "SplotInterchange"]
    for target in package.targets where fuzzed.contains(target.name) {
        target.swiftSettings = [.unsafeFlags(fuzzing)]
    }
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzzing/CLibFuzzer"),
        .executableTarget(
            name: "Fuzzer",
            dependencies: ["FuzzTargets", "CLibFuzzer"],
            path: "Tests/Fuzzing/Fuzzer",
            linkerSettings: [.unsafeFlags(fuzzing)]
        ),
    ]
}

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + features + strictness
}
