import LedgerReading
import LotteryStatistics
import Reporting
import Sharding
import TabularReading

// The words and statuses of errors that the libraries throw.

extension DataError: WordedError {
  var exitStatus: ExitStatus { concernsRoom ? .writeError : concernsAccess ? .noInput : .badData }

  func text(_ language: Language) -> String { ErrorText(self, language: language).text }
}

extension PolicyError: WordedError {
  func text(_ language: Language) -> String { LotteryErrorText.text(of: self, language: language) }
}

extension SchemeError: WordedError {
  func text(_ language: Language) -> String { DrawErrorText.text(of: self, language: language) }
}

extension PartialError: WordedError {
  func text(_ language: Language) -> String { PartialErrorText.text(of: self, language: language) }
}

extension WholeFile.Failure: WordedError {
  var exitStatus: ExitStatus { if case .exists = self { .outputExists } else { .writeError } }

  func text(_ language: Language) -> String { ErrorText.text(of: self, language: language) }
}

extension BidSpill.Failure: WordedError {
  private var ofFile: WholeFile.Failure { .refused(path: folder, reason: reason) }

  var exitStatus: ExitStatus { ofFile.exitStatus }

  func text(_ language: Language) -> String { ofFile.text(language) }
}
