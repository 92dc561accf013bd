// swift-tools-version: 6.1
import PackageDescription

// The modules that others may use, lowest first. `docs/architecture.md` says what each may know.
let libraries = [
  "Procurement", "LinearAlgebra", "CounterRandom", "TabularReading", "LedgerReading", "ShareStatistics",
  "LotteryStatistics",
  "BidStatistics", "PolicyDesign", "SyntheticData", "Sharding",
]

// Fetched by scripts/document only: a user's build needs no documentation plugin.
let documentation: [Package.Dependency] =
  Context.environment["JUCHU_DOCUMENTATION"] == nil
  ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0")]

// Set by scripts/wheel only, to an object with the part of ICU's data that is needed: a library that carries the Swift runtime and
// shows nothing but its C functions.
let wheel: [LinkerSetting] =
  Context.environment["JUCHU_WHEEL"].map { object in
    [
      .unsafeFlags([
        "-static-stdlib", "-use-ld=lld", "-Xlinker", "--version-script=Sources/CJuchu/exports.map", "-Xlinker",
        "--gc-sections",
        "-Xlinker", "--no-eh-frame-hdr", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", object,
      ])
    ]
  } ?? []

let package = Package(
  name: "juchu",
  products: libraries.map { .library(name: $0, targets: [$0]) } + [
    .executable(name: "juchu", targets: ["JuchuProgram"]),
    // The engine for programs in other languages: Sources/CJuchu/include/juchu.h says how it is called.
    .library(name: "CJuchu", type: .dynamic, targets: ["CJuchu"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ] + documentation,
  targets: [
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CLibzip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CXlsxwriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),

    // What the loader hands to the program.
    .target(name: "CArguments"),

    // Loaded at run time by the commands that need them: most runs need neither, and both are slow to load.
    .target(name: "CSharedLibrary", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "COpenBLAS", dependencies: ["CSharedLibrary"]),
    .target(name: "CZ3", dependencies: ["CSharedLibrary"]),
    .target(name: "CVectorPicture", dependencies: ["CSharedLibrary"]),

    // What a build is made from: written anew whenever a source changes.
    .plugin(name: "StampBuild", capability: .buildTool()),
    .target(name: "BuildIdentity", plugins: ["StampBuild"]),

    .target(name: "Procurement"),
    .target(name: "LinearAlgebra", dependencies: ["COpenBLAS"]),
    .target(name: "CounterRandom"),
    .target(name: "Digests", dependencies: ["COpenSSL"]),
    .target(name: "CByteScan"),
    // Arrow's C data interface, as its specification writes it.
    .target(name: "CArrow"),
    .target(
      name: "TabularReading",
      dependencies: ["CArrow", "CByteScan", "CExpat", "CLibzip", "CZlib", "CZstd", "Digests", "Procurement"]
    ),
    .target(
      name: "LedgerReading",
      dependencies: [
        "CByteScan", "CLibxml2", "Digests", "Procurement", "TabularReading",
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [.embedInCode("Mappings")]
    ),
    .target(name: "CResamplingKernels"),
    .target(
      name: "ShareStatistics",
      dependencies: [
        "CResamplingKernels", "CZ3", "CounterRandom", "Procurement", .product(name: "BigInt", package: "BigInt"),
      ]
    ),
    .target(name: "CLotteryKernels"),
    .target(
      name: "LotteryStatistics",
      dependencies: [
        "CLotteryKernels", "CounterRandom", "Digests", "LinearAlgebra", "Procurement",
      ]
    ),
    .target(
      name: "BidStatistics",
      dependencies: [
        "LotteryStatistics", "Procurement", "ShareStatistics", .product(name: "BigInt", package: "BigInt"),
      ]
    ),
    .target(name: "PolicyDesign", dependencies: ["CounterRandom", "LotteryStatistics", "Procurement"]),
    .target(name: "SyntheticData", dependencies: ["CounterRandom", "Procurement"]),
    .target(
      name: "Sharding",
      dependencies: [
        "BidStatistics", "Digests", "LedgerReading", "LotteryStatistics", "PolicyDesign", "Procurement",
        "ShareStatistics", "TabularReading",
      ]
    ),
    .target(name: "CPartFiles"),
    .target(
      name: "Reporting",
      dependencies: [
        "BidStatistics", "CLibzip", "CPartFiles", "CVectorPicture", "CXlsxwriter", "LedgerReading", "LotteryStatistics",
        "PolicyDesign", "Procurement", "ShareStatistics", "Sharding", "TabularReading",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Templates")]
    ),
    // The commands, for the program and for the library that other languages load.
    .target(
      name: "juchu",
      dependencies: [
        "BidStatistics", "BuildIdentity", "CArguments", "Digests", "LedgerReading", "LotteryStatistics", "PolicyDesign",
        "Procurement", "Reporting", "ShareStatistics", "Sharding", "SyntheticData", "TabularReading",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .executableTarget(name: "JuchuProgram", dependencies: [.target(name: "juchu")]),
    .target(
      name: "CJuchu", dependencies: ["CArrow", "LedgerReading", "Reporting", "TabularReading", "juchu"],
      exclude: ["exports.map", "include"], linkerSettings: wheel),

    .target(name: "TestSupport", dependencies: ["CByteScan"], path: "Tests/TestSupport"),
    .testTarget(name: "ProcurementTests", dependencies: ["Procurement", "TestSupport"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "TestSupport"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "CounterRandomTests", dependencies: ["CounterRandom"]),
    .testTarget(
      name: "TabularReadingTests", dependencies: ["CArrow", "CByteScan", "TabularReading", "TestSupport"]),
    .testTarget(
      name: "LedgerReadingTests",
      dependencies: ["CByteScan", "LedgerReading", "SyntheticData", "TabularReading", "TestSupport"]),
    .testTarget(
      name: "ShareStatisticsTests",
      dependencies: ["CounterRandom", "ShareStatistics", "TestSupport", .product(name: "BigInt", package: "BigInt")],
      // What made the reference numbers is kept beside the tests that use them.
      exclude: ["Resampling/References"]
    ),
    .testTarget(
      name: "LotteryStatisticsTests",
      dependencies: [
        "CLotteryKernels", "LotteryStatistics", "TestSupport", .product(name: "BigInt", package: "BigInt"),
      ]
    ),
    .testTarget(
      name: "BidStatisticsTests",
      dependencies: [
        "BidStatistics", "LedgerReading", "LotteryStatistics", "Procurement", "ShareStatistics", "TabularReading",
        "TestSupport", .product(name: "BigInt", package: "BigInt"),
      ]
    ),
    .testTarget(
      name: "PolicyDesignTests", dependencies: ["LotteryStatistics", "PolicyDesign", "Procurement", "TestSupport"]),
    .testTarget(
      name: "SyntheticDataTests",
      dependencies: [
        "Digests", "LedgerReading", "LotteryStatistics", "ShareStatistics", "SyntheticData", "TabularReading",
        "TestSupport",
      ]
    ),
    .testTarget(
      name: "ShardingTests",
      dependencies: [
        "BidStatistics", "LedgerReading", "LotteryStatistics", "Procurement", "ShareStatistics", "Sharding",
        "TabularReading", "TestSupport",
      ]),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "TabularReading", "TestSupport"]),
    .testTarget(
      name: "juchuTests",
      dependencies: ["LedgerReading", "Procurement", "ShareStatistics", "TabularReading", "TestSupport", "juchu"]),
    .testTarget(
      name: "CJuchuTests", dependencies: ["CArrow", "CJuchu", "LedgerReading", "TabularReading", "TestSupport"]),
    // The fuzzers' targets, run over their corpus; Fuzzing/Package.swift builds the same files with libFuzzer.
    .testTarget(
      name: "FuzzingTests",
      dependencies: [
        "BidStatistics", "CByteScan", "LedgerReading", "LotteryStatistics", "ShareStatistics", "Sharding",
        "TabularReading",
        "TestSupport",
        "juchu",
      ],
      path: "Fuzzing/Targets"),
  ],
  swiftLanguageModes: [.v6]
)

// Set by scripts/sanitize --quick only: what handles memory itself and its tests, without reports and commands.
if Context.environment["JUCHU_MEMORY_TESTS"] != nil {
  let others: Set = [
    "Reporting", "juchu", "JuchuProgram", "CJuchu", "ShareStatisticsTests", "BidStatisticsTests", "PolicyDesignTests",
    "SyntheticDataTests", "ReportingTests", "juchuTests", "CJuchuTests", "FuzzingTests",
  ]
  package.products = []
  package.targets.removeAll { others.contains($0.name) }
}
