// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who uses Splot builds it.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "splot", path: "..")],
    targets: [
        .executableTarget(
            name: "bench",
            dependencies: [
                .product(name: "SplotMerge", package: "splot"),
                .product(name: "SplotDirectory", package: "splot"),
                .product(name: "SplotNode", package: "splot"),
                .product(name: "SplotTesting", package: "splot"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
