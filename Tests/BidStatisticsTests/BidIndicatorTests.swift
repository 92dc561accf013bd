import BidStatistics
import Foundation
import TestSupport
import Testing

@Suite struct BidIndicatorTests {
  @Test("The method page has a line for every figure, with its code")
  func page() throws {
    let page = try String(contentsOfFile: Repository.path("docs/methods/bidding-statistics.md"), encoding: .utf8)
    let lines = page.split(separator: "\n")
    let figures =
      BidIndicator.allCases.map { ($0.rawValue, $0.code) } + FirmIndicator.allCases.map { ($0.rawValue, $0.code) }
    for (word, code) in figures {
      let line = lines.first { $0.hasPrefix("| `\(word)` | ") && $0.split(separator: "|").count > 3 }
      #expect(line != nil && line?.hasSuffix("| \(code ?? "") |") == true, "\(word)")
    }
  }
}
