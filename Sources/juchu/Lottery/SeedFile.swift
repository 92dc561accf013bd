import LedgerReading
import LotteryStatistics
import TabularReading

/// The file of a seed: the very two lines whose SHA-256 is the commitment.
enum SeedFile {
  static let head = "juchu draw seed 1"

  static func seed(_ text: String) throws -> DrawSeed {
    if let seed = DrawSeed(hex: text) { return seed }
    guard text.contains(".") || text.contains("/") || text.count < 64 else { throw DrawProblem.noSeed(text) }
    let lines = try InputFile(text).text().split(whereSeparator: \.isNewline).map(String.init)
    guard lines.count == 2, lines[0] == head, let seed = DrawSeed(hex: lines[1]) else {
      throw DrawProblem.noSeed(text)
    }
    return seed
  }

  static func text(_ seed: DrawSeed) -> String { "\(head)\n\(seed.hex)\n" }
}
