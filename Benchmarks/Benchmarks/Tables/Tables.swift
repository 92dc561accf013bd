import Benchmark
import BenchmarkData
import LedgerReading
import Procurement
import ShareStatistics
import TabularReading

/// Rounding and the audit of published tables.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock], maxDuration: .seconds(2))

  Benchmark("Audit of Table 1") { benchmark, table in
    for _ in benchmark.scaledIterations {
      let audit = try TableAudit(table)
      // The two misprints: the non-local total of FY2020, by count and by amount.
      expect(audit.checked == 160 && audit.findings.count == 2, "the misprints of Table 1")
    }
  } setup: {
    try PublishedTableReader.read(InputFile(Fixtures.path("kawasaki_table1.csv"))).table
  }

  Benchmark("Controlled rounding of 40 rows and 12 columns") { benchmark, cells in
    for _ in benchmark.scaledIterations {
      let rounded = ControlledRounding(cells: cells, unit: 1_000_000)
      var sum: Int64 = 0
      for row in cells.indices {
        for column in cells[row].indices {
          let printed = rounded[.part(row), .part(column)]
          expect(abs(printed * 1_000_000 - cells[row][column]) < 1_000_000, "a neighbouring integer")
          sum += printed
        }
      }
      expect(sum == rounded[.total, .total], "parts add up to the total")
    }
  } setup: {
    var generator = SplitMix(state: 5)
    return (0..<40).map { _ in (0..<12).map { _ in Int64(generator.next() % 10_000_000_000) } }
  }
}
