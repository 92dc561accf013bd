import ArgumentParser
import LedgerReading
import Reporting
import TabularReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The one place where errors become messages and exit codes.
package enum Main {
  /// Runs the program with its arguments, to its end.
  package static func main() {
    StandardStreams.ignoreSignalsOfWriting()
    StagedFiles.watchSignals()
    InputWatch.begin()
    let status = run()
    // What a failed run has begun is gone, the rejected rows with the result.
    StagedFiles.discard()
    exit(status.rawValue)
  }

  /// Runs a command and puts its files in their places.
  static func finish(_ command: inout any ParsableCommand) throws -> ExitStatus {
    let files = NamedFiles(command)
    try files.check()
    var status = ExitStatus.done
    do { try command.run() } catch let found as ExitStatus where [.done, .found, .undecided].contains(found) {
      status = found
    } catch let error as DataError where error.concernsOneRow && !files.setsRowsAside {
      throw FaultOfRow(error: error)
    }
    try files.checkRead()
    try StagedFiles.place()
    return status
  }

  private static func run() -> ExitStatus {
    let language = ProgramLanguage.current
    do {
      let arguments = ProgramArguments().folded { StandardStreams.stands(at: $0) }
      var command = try Juchu.parseAsRoot(arguments.texts)
      try arguments.checkRepetitions(command)
      return try finish(&command)
    } catch {
      return report(error, language)
    }
  }

  /// Says what went wrong, in words of a language.
  private static func report(_ error: any Error, _ language: Language) -> ExitStatus {
    switch error {
    case let status as ExitStatus: return status
    case let worded as any WordedError:
      StandardStreams.say("juchu: " + worded.text(language))
      return worded.exitStatus
    default: break
    }
    guard Juchu.exitCode(for: error) == .success else {
      let (status, text) = commandLine(error)
      StandardStreams.say(text)
      return status
    }
    // Help and version.
    do { try StandardStreams.writeResult(help(error) + "\n") } catch { return error as? ExitStatus ?? .writeError }
    return .done
  }

  /// The status and words of an error that has none of its own: those of the command line, as ArgumentParser words them.
  static func commandLine(_ error: any Error) -> (ExitStatus, String) {
    let full = fullMessage(error)
    let text = ProgramLanguage.current(ParserWords.error(Juchu.message(for: error), full: full), full)
    return (Juchu.exitCode(for: error) == .validationFailure ? .usage : .internalFault, text)
  }

  private static func fullMessage(_ error: any Error) -> String {
    Juchu.fullMessage(for: error, columns: ProgramLanguage.current == .japanese ? 100_000 : nil)
  }

  /// Help and version, in the language of the run.
  static func help(_ error: any Error) -> String {
    guard ProgramLanguage.current == .japanese else { return fullMessage(error) }
    return HelpText(width: StandardStreams.columns(writesFile: false)).japanese(fullMessage(error))
  }
}
