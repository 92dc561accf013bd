import Reporting
import TabularReading

/// A fault of a row in a command that cannot set rows aside.
struct FaultOfRow: WordedError {
  var error: DataError

  var exitStatus: ExitStatus { error.exitStatus }

  func text(_ language: Language) -> String { ErrorText(error, language: language, setsAside: false).text }
}
