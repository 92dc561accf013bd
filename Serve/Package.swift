// swift-tools-version: 6.1
import PackageDescription

// Apart from the main package, so that the build of the command line does not grow: the server calculates nothing and starts
// `juchu` for every reading and every calculation. Of Hummingbird it takes the core and its TLS, without its router and its codecs.

let package = Package(
  name: "juchu-serve",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "juchu-serve", targets: ["juchu-serve"])],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  ],
  targets: [
    // What has to be called between fork and exec, where Swift may not run.
    .target(name: "CChild", dependencies: ["COpenSSL"]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(
      name: "Serving",
      dependencies: [
        "CChild",
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [.embedInCode("Assets")]
    ),
    .executableTarget(
      name: "juchu-serve",
      dependencies: ["Serving", .product(name: "ArgumentParser", package: "swift-argument-parser")]
    ),
    .testTarget(name: "ServingTests", dependencies: ["Serving"]),
  ],
  swiftLanguageModes: [.v6]
)
