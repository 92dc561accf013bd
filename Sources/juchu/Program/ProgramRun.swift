import ArgumentParser
import LedgerReading
import LotteryStatistics
import Reporting
import Sharding

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
  static func report(_ error: any Error, _ language: Language) -> ExitStatus {
    do {
      throw error
    } catch let status as ExitStatus {
      return status
    } catch let error as DataError {
      StandardStreams.say("juchu: " + ErrorText(error, language: language).text)
      return error.concernsRoom ? .writeError : error.concernsAccess ? .noInput : .badData
    } catch let bids as BidsError {
      StandardStreams.say("juchu: " + LotteryErrorText.text(of: bids.error, file: bids.file, language: language))
      return .badData
    } catch let policy as PolicyError {
      StandardStreams.say("juchu: " + LotteryErrorText.text(of: policy, language: language))
      return .badData
    } catch let needed as NeedsTrials {
      StandardStreams.say("juchu: " + needed.text(language))
      return .usage
    } catch let problem as DesignProblem {
      StandardStreams.say("juchu: " + problem.text(language))
      return .badData
    } catch let nothing as NoDraws {
      StandardStreams.say("juchu: " + nothing.text(language))
      return .badData
    } catch let draw as DrawProblem {
      StandardStreams.say("juchu: " + draw.text(language))
      return .badData
    } catch let refused as ProtocolProblem {
      StandardStreams.say("juchu: " + refused.text(language))
      return .badData
    } catch let scheme as SchemeError {
      StandardStreams.say("juchu: " + DrawErrorText.text(of: scheme, language: language))
      return .badData
    } catch let partial as PartialError {
      StandardStreams.say("juchu: " + PartialErrorText.text(of: partial, language: language))
      return .badData
    } catch let nothing as NothingLeft {
      StandardStreams.say("juchu: " + nothing.text(language))
      return .badData
    } catch let conflict as OutputConflict {
      StandardStreams.say("juchu: " + conflict.text(language))
      return .usage
    } catch let failure as WholeFile.Failure {
      return report(failure, language)
    } catch let spill as BidSpill.Failure {
      return report(.refused(path: spill.folder, reason: spill.reason), language)
    } catch {
      return report(unknown: error)
    }
  }

  private static func report(_ failure: WholeFile.Failure, _ language: Language) -> ExitStatus {
    StandardStreams.say("juchu: " + ErrorText.text(of: failure, language: language))
    return if case .exists = failure { .outputExists } else { .writeError }
  }

  /// Help, version and errors of the command line, as ArgumentParser words them.
  private static func report(unknown error: any Error) -> ExitStatus {
    let code = Juchu.exitCode(for: error)
    let isJapanese = ProgramLanguage.current == .japanese
    var message = Juchu.fullMessage(for: error, columns: isJapanese ? 100_000 : nil)
    if isJapanese, code == .success {
      message = HelpText(width: StandardStreams.columns(writesFile: false)).japanese(message)
    }
    if code == .success {
      do { try StandardStreams.writeResult(message + "\n") } catch { return error as? ExitStatus ?? .writeError }
      return .done
    }
    StandardStreams.say(
      ProgramLanguage.current(ParserWords.error(Juchu.message(for: error), full: message), message))
    return code == .validationFailure ? .usage : .internalFault
  }
}
