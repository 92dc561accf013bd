import LedgerReading
import LotteryStatistics
import Reporting
import TabularReading

/// A draw that cannot be made of what is given.
enum DrawProblem: WordedError {
  /// Scheme and record leave it open.
  case open(file: String, error: DrawError)
  /// No tender is tied.
  case nothingTied(file: String, tenders: Int)
  /// The tender that was asked for is not tied; the lowest bidder, if any.
  case notTied(file: String, tender: String, winner: String?)
  /// No tender has this identifier.
  case unknownTender(file: String, error: DataError)
  /// No winner is recorded.
  case noWinners(file: String)
  /// The text is no seed.
  case noSeed(String)
  /// The seed is not the one that was committed to.
  case otherSeed(commitment: String, ofSeed: String)

  func text(_ language: Language) -> String {
    let isJapanese = language == .japanese
    switch self {
    case .open(let file, let error): return DrawErrorText.text(of: error, file: file, language: language)
    case .unknownTender(_, let error): return ErrorText(error, language: language).text
    case .nothingTied(let file, let tenders):
      return isJapanese
        ? "\(file): 有効な最低入札が同額の案件がありません（案件 \(tenders)）\n  対処方法： 入札金額・最低制限価格の列を確認してください"
        : "\(file): the lowest valid bids of no tender tie (\(tenders) tenders), so nothing is drawn\n"
          + "  hint:     look at the columns of bids, floor and ceiling"
    case .notTied(let file, let tender, let winner):
      let japanese = winner.map { "最低の有効な入札は \($0) だけ" } ?? "有効な入札なし"
      let english = winner.map { "one lowest valid bid, by \($0)" } ?? "no valid bid"
      return isJapanese
        ? "\(file): 同額ではない案件なので、くじを引きません\n  入力値： 案件 \"\(tender)\"、\(japanese)\n  使用できる値： 同額の最低入札が二つ以上"
        : "\(file): the tender is not tied, so nothing is drawn\n  found:    tender \"\(tender)\", \(english)\n"
          + "  expected: two or more equal lowest bids"
    case .noWinners(let file):
      return isJapanese
        ? "\(file): 同額の案件に落札者の記録がなく、照合できません\n  使用できる値： winner（落札）の列\n  対処方法： 計算だけなら juchu lottery draw"
        : "\(file): no tied tender has a recorded winner, so there is nothing to compare with\n"
          + "  expected: a column winner with 1 for the winner's bid\n  hint:     juchu lottery draw computes without a record"
    case .noSeed(let text):
      return isJapanese
        ? "--reveal: 種ではありません\n  入力値： \(text)\n  使用できる値： 16進64桁、または --commit で作ったファイル"
        : "--reveal: this is no seed\n  found:    \(text)\n"
          + "  expected: 64 hexadecimal digits, or a file that --commit wrote"
    case .otherSeed(let commitment, let ofSeed):
      return isJapanese
        ? "--reveal: 公表されたコミットメントの種ではありません\n  入力値： \(ofSeed)\n  使用できる値： \(commitment)\n  対処方法： この種によるくじは有効ではありません"
        : "--reveal: the seed is not the one that was committed to\n  found:    \(ofSeed)\n  expected: \(commitment)\n"
          + "  hint:     a draw from this seed does not count"
    }
  }
}
