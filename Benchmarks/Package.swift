// swift-tools-version: 6.1
import PackageDescription

// Apart from the main package, so that a user's build does not see it.

let libraries = [
  "LedgerReading", "LinearAlgebra", "LotteryStatistics", "Procurement", "ShareStatistics", "SyntheticData",
  "TabularReading",
]
let juchu = libraries.map { Target.Dependency.product(name: $0, package: "juchu") }

/// A suite of one hot path, run by `swift package benchmark`.
func suite(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: juchu + ["BenchmarkData", .product(name: "Benchmark", package: "benchmark")],
    path: "Benchmarks/\(name)", plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

/// A program that a script runs.
func program(_ name: String) -> Target { .executableTarget(name: name, dependencies: juchu + ["BenchmarkData"]) }

let package = Package(
  name: "juchu-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "juchu", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .target(name: "BenchmarkData", dependencies: juchu),
    suite("Ingestion"), suite("Tables"), suite("Bootstrap"), suite("Simulation"), suite("ExactOutcomes"),
    suite("PastDraws"),
    program("LotteryBenchmark"), program("BootstrapBenchmark"), program("FairnessTable"), program("CoverageTable"),
    program("GrowthTable"),
  ],
  swiftLanguageModes: [.v6]
)
