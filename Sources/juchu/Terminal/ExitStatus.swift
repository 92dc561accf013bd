/// How the program ends: the numbers of sysexits.h, 1 for a finding and 2 for what stayed undecided.
enum ExitStatus: Int32, Error {
  /// The work is done.
  case done = 0
  /// The work is done and something was found.
  case found = 1
  /// The work is done, nothing was found, and the answer is open: something is undecided, or recomputed and not verified.
  case undecided = 2
  /// The command line is wrong.
  case usage = 64
  /// The data are wrong, empty or without rows.
  case badData = 65
  /// An input is missing, unreadable or a directory.
  case noInput = 66
  /// A fault of the program.
  case internalFault = 70
  /// The output exists already.
  case outputExists = 73
  /// The output could not be written.
  case writeError = 74
}
