import ArgumentParser
import LedgerReading
import Procurement
import Reporting
import TabularReading

/// One run of a command inside another program: what it would have printed and written is kept, and nothing of the process
/// is touched, neither its streams nor its signals nor its end.
///
/// Sendable: what is kept stands behind a lock, and the result is only read once the run is over.
package final class EmbeddedRun: Sendable {
  private let kept = KeptOutput()
  private let scope: ReadingScope

  /// A run that has not begun.
  ///
  /// - Parameter frames: the tables in memory that are inputs under their names.
  package init(frames: [String: ArrowFrame]) { scope = ReadingScope(frames: frames, watchesFiles: true) }

  /// How a run ended.
  package struct Outcome: Sendable {
    /// The exit code that the program would have.
    package var status: Int32
    /// What went wrong; nil where the work is done.
    package var failure: EmbeddedFailure?
    /// What was said on the way.
    package var remarks: [String]
    /// The result that can be shown in every form; nil where the command writes bytes.
    package var result: Presented?
    /// The bytes of a command that has no such result.
    package var bytes: [UInt8]
  }

  /// Asks the run to stop, from any thread.
  package func cancel() { scope.cancel() }

  /// How far the work is, from 0 to 1; nil where that is not known.
  package var progress: Double? { kept.progress }

  /// Runs a command.
  ///
  /// - Parameter arguments: those of the command line, without the name of the program.
  package func run(_ arguments: [String]) -> Outcome {
    ReadingScope.$current.withValue(scope) {
      WorkStop.$current.withValue(scope.stop) {
        StagedFiles.$run.withValue(StagedFiles.Run()) {
          KeptOutput.$current.withValue(kept) { begin(arguments) }
        }
      }
    }
  }

  private func begin(_ texts: [String]) -> Outcome {
    kept.speak(ProgramLanguage.named(in: texts))
    var failure: EmbeddedFailure?
    var status = ExitStatus.done
    do {
      let arguments = ProgramArguments(texts)
      if let stream = texts.first(where: { $0 == "-" }) {
        throw ValidationError(
          "「\(stream)」はプログラムの標準入力です。ライブラリでは使えません。",
          "'\(stream)' is the standard input of a program: a library has none.")
      }
      var command = try Juchu.parseAsRoot(arguments.texts)
      try scope.check()
      try arguments.checkRepetitions(command)
      status = try Main.finish(&command)
    } catch {
      (status, failure) = failed(error, texts)
    }
    StagedFiles.discard()
    return Outcome(
      status: status.rawValue, failure: failure, remarks: kept.remarks,
      result: failure == nil ? kept.result as? Presented : nil, bytes: failure == nil ? kept.bytes : [])
  }

  /// The words for an error in both languages, as the program would say them.
  private func failed(_ error: any Error, _ texts: [String]) -> (ExitStatus, EmbeddedFailure?) {
    let error: any Error = (error as? DataError).map(scope.inRows) ?? error
    // A command that has said itself what is wrong throws its status alone.
    if let status = error as? ExitStatus {
      let text = kept.remarks.last ?? ""
      return (status, EmbeddedFailure(status: status.rawValue, japanese: text, english: text))
    }
    if Juchu.exitCode(for: error) == .success {
      // Help and version are results.
      kept.append(Array((Main.help(error) + "\n").utf8))
      return (.done, nil)
    }
    guard let worded = error as? any WordedError else {
      let (status, text) = Main.commandLine(error)
      func words(_ language: Language) -> String {
        SystemPath.visible(commandLineFault(texts, language) ?? text)
      }
      return (
        status, EmbeddedFailure(status: status.rawValue, japanese: words(.japanese), english: words(.english))
      )
    }
    let status = worded.exitStatus
    var failure = EmbeddedFailure(
      status: status.rawValue, japanese: SystemPath.visible(worded.text(.japanese)),
      english: SystemPath.visible(worded.text(.english)))
    if let data = error as? DataError {
      failure.isCancelled = data.problem == .cancelled
      failure.place(data)
    }
    return (status, failure)
  }

  /// What is wrong with a command line in a language: its parser words its errors as it finds them, so that it is asked
  /// again; nil where only the run found the fault.
  private func commandLineFault(_ texts: [String], _ language: Language) -> String? {
    let own = kept.language
    kept.speak(language)
    defer { kept.speak(own) }
    do {
      let arguments = ProgramArguments(texts)
      try arguments.checkRepetitions(try Juchu.parseAsRoot(arguments.texts))
      return nil
    } catch {
      return Main.commandLine(error).1
    }
  }
}

/// What went wrong in a run: the code, the place and the words.
package struct EmbeddedFailure: Sendable {
  /// The exit code that the program would have.
  package var status: Int32
  /// The words in Japanese and in English.
  package var japanese: String
  package var english: String
  /// Whether the run was asked to stop.
  package var isCancelled = false
  /// Where it is, as far as that is known: the file, the line of a file or the row of a frame, and the column.
  package var file: String?
  package var line: Int?
  package var column: Int?
  package var columnName: String?
  /// Whether the place is a row of a frame.
  package var isOfFrame = false

  init(status: Int32, japanese: String, english: String) {
    (self.status, self.japanese, self.english) = (status, japanese, english)
  }

  mutating func place(_ error: DataError) {
    (file, line) = (error.file.isEmpty ? nil : error.file, error.line)
    (column, columnName) = (error.column?.number, error.column?.name)
    isOfFrame = ReadingScope.current.isFrame(error.file)
    // The header of a frame is no row.
    if isOfFrame, line == 0 { line = nil }
  }
}

extension EmbeddedFailure {
  /// A failure before any command ran.
  package init(_ reason: String, status: Int32) {
    self.init(status: status, japanese: "呼び出しが正しくありません\n  実際： " + reason, english: reason)
  }

  /// A frame that cannot be read.
  package init(_ error: DataError) {
    self.init(
      status: 65, japanese: ErrorText(error, language: .japanese).text,
      english: ErrorText(error, language: .english).text)
    place(error)
  }
}

/// The version of the engine.
package enum EngineVersion {
  /// As `juchu --version` says it.
  package static var text: String { ProgramVersion.current.identity }
}
