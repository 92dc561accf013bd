import TestSupport
import Testing

/// What is printed about lotteries, against an oracle in fractions that was written from the docs alone.
@Suite("lotteries against an oracle in fractions")
struct LotteryOracleTests {
  /// `scripts/test-lotteries` plays 500 registers; these are few enough for a debug build.
  @Test("chances, gains, second wins prevented, replay and the counts of the test")
  func randomRegisters() throws {
    let outcome = try BuiltProgram.shell("python3 scripts/oracles/lottery_oracle.py '\(BuiltProgram.path)' 12 3")
    #expect(outcome.code == 0 && outcome.output.hasPrefix("12 registers: "), "\(outcome.output)\(outcome.remarks)")
    #expect(outcome.output.hasSuffix(", 0 failed\n"))
  }
}
