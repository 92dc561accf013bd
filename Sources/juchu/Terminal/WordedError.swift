import Reporting

/// An error with words for the user, and the status with which the program ends.
protocol WordedError: Error {
  /// How the program ends.
  var exitStatus: ExitStatus { get }

  /// What is wrong, where, and what to do.
  func text(_ language: Language) -> String
}

extension WordedError {
  /// Most errors are of the data.
  var exitStatus: ExitStatus { .badData }
}
