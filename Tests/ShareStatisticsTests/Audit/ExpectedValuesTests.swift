import Testing

@testable import ShareStatistics

@Suite("Ends of the expected range")
struct ExpectedValuesTests {
  @Test("Galloping finds the least true number from any start")
  func monotone() {
    for answer in -3...12 as ClosedRange<Int64> {
      for start in 0...9 as ClosedRange<Int64> {
        let found = Monotone.least(from: start, in: 0...9) { $0 >= answer }
        #expect(found == (answer > 9 ? nil : max(0, answer)), "\(answer) from \(start)")
      }
    }
    #expect(Monotone.least(from: 5, in: 0...9) { $0 == 5 ? true : nil } == nil)
  }

  @Test("Distant answers take few questions")
  func logarithmic() {
    var questions = 0
    let found = Monotone.least(from: 0, in: 0...(Int64.max / 4)) {
      questions += 1
      return $0 >= 1_000_000_007
    }
    #expect(found == 1_000_000_007 && questions < 70)
  }
}
