import TestSupport
import Testing

@testable import juchu

@Suite("Progress of long work")
struct ProgressLineTests {
  @Test("part, rate and time left")
  func text() {
    let meter = Meter(.reading(bytes: 400_000_000))
    let text = meter.text(done: 100_000_000, after: .seconds(2))
    #expect(text == "█████░░░░░░░░░░░░░░░ 25 %  50 MB/s  0:06")
    let trials = Meter(.simulating(trials: 1_000_000)).text(done: 1_000_000, after: .seconds(4))
    #expect(trials == "████████████████████ 100 %  250000 trials/s  0:00")
  }

  @Test("of unknown size only the rate is known")
  func unknown() {
    let both = Meter(.inTurn(.solving(groups: 100), then: .simulating(trials: 1_000_000)))
    #expect(both.text(done: [25, 0], after: .seconds(1)).hasSuffix("25 %  25 groups/s  0:03"))
    #expect(both.text(done: [100, 500_000], after: .seconds(5)).hasSuffix("50 %  100000 trials/s  0:05"))
    #expect(Meter(.reading(bytes: 0)).text(done: 3_000_000, after: .seconds(1)) == "3 MB/s")
  }

  @Test("nothing is said where standard error is no terminal")
  func piped() throws {
    let outcome = try BuiltProgram.run(["tables", Repository.path("fixtures/ledger.csv")])
    #expect(outcome.remarks.isEmpty)
  }
}
