// swift-tools-version: 6.1
import PackageDescription

// Apart from the main package, so that a user's build does not see it.
let package = Package(
  name: "juchu-benchmarks",
  dependencies: [.package(name: "juchu", path: "..")],
  targets: [
    .executableTarget(
      name: "LotteryBenchmark",
      dependencies: [
        .product(name: "LotteryStatistics", package: "juchu"),
        .product(name: "Procurement", package: "juchu"),
      ]
    )
  ],
  swiftLanguageModes: [.v6]
)
