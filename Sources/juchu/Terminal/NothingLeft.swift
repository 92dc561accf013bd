import LedgerReading
import Reporting

/// No contract is left to count: a table of nothing would look like a result.
struct NothingLeft: WordedError {
  var summary: ReadingSummary

  func text(_ language: Language) -> String {
    let (read, rejected) = (summary.total(\.read), summary.total(\.rejected))
    let filtered = summary.total(\.filtered)
    // The file of rejected rows is gone with the run.
    let onlyRejected = rejected > 0 && filtered == 0
    switch language {
    case .japanese:
      return "対象の契約がありません（読込 \(read)、除外 \(rejected)、対象外 \(filtered)）\n"
        + (onlyRejected
          ? "  対処方法： --rejects を付けずに実行すると、最初の行が使えない理由が表示されます"
          : "  対処方法： --years、--population、--minimum-amount、マッピングの filter を確認してください")
    case .english:
      return "no contract is left to count (\(read) read, \(rejected) rejected, \(filtered) filtered)\n"
        + (onlyRejected
          ? "  hint:     without --rejects the first of these rows is shown with what is wrong in it"
          : "  hint:     look at --years, --population, --minimum-amount and the mapping's filter")
    }
  }
}
