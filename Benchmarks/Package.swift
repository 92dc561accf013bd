// swift-tools-version: 6.1
import PackageDescription

// Apart from the main package, so that a user's build does not see it.
let package = Package(
  name: "juchu-benchmarks",
  dependencies: [
    .package(name: "juchu", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "LotteryBenchmark",
      dependencies: [
        .product(name: "LotteryStatistics", package: "juchu"),
        .product(name: "Procurement", package: "juchu"),
      ]
    ),
    .executableTarget(
      name: "BootstrapBenchmark",
      dependencies: [
        .product(name: "Procurement", package: "juchu"),
        .product(name: "ShareStatistics", package: "juchu"),
      ]
    ),
    .executableTarget(
      name: "FairnessTable",
      dependencies: [
        .product(name: "LotteryStatistics", package: "juchu"),
        .product(name: "Procurement", package: "juchu"),
      ]
    ),
    .executableTarget(
      name: "CoverageTable",
      dependencies: [
        .product(name: "Procurement", package: "juchu"),
        .product(name: "ShareStatistics", package: "juchu"),
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)
