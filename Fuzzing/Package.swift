// swift-tools-version: 6.1
import PackageDescription

// Apart from the main package, so that a user's build does not see it. `scripts/fuzz` builds it with libFuzzer.
let package = Package(
  name: "juchu-fuzzing",
  dependencies: [.package(name: "juchu", path: "..")],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        .product(name: "BidStatistics", package: "juchu"),
        .product(name: "LedgerReading", package: "juchu"),
        .product(name: "TabularReading", package: "juchu"),
        .product(name: "LotteryStatistics", package: "juchu"),
        .product(name: "Procurement", package: "juchu"),
        .product(name: "Sharding", package: "juchu"),
        .product(name: "ShareStatistics", package: "juchu"),
      ],
      path: ".",
      // The main package replays the corpus through the same targets.
      exclude: ["Targets/ReplayTests.swift", "corpus", "regressions"],
      sources: ["Targets", "Driver"],
      swiftSettings: [.define("FUZZING")]
    )
  ],
  swiftLanguageModes: [.v6]
)
