import ArgumentParser
import Reporting

/// In which language this run speaks, before its command line is parsed: errors of the command line are said in it too.
enum ProgramLanguage {
  /// `--lang` where it stands among the arguments of the run, else the environment's.
  static var current: Language {
    guard let run = KeptOutput.current else { return ofProgram }
    return run.language ?? ofEnvironment(StandardStreams.environment)
  }

  private static let ofProgram = named(in: ProgramArguments().texts) ?? ofEnvironment(StandardStreams.environment)

  /// What an environment wants: `JUCHU_LANG`, else the locale.
  static func ofEnvironment(_ value: (String) -> String?) -> Language {
    if let chosen = value("JUCHU_LANG").flatMap(Language.init(argument:)) { return chosen }
    return Language(locale: value("LC_ALL") ?? value("LC_MESSAGES") ?? value("LANG"))
  }

  /// The language that arguments name, or nil.
  static func named(in arguments: [String]) -> Language? {
    let options = arguments.prefix { $0 != "--" }
    for (index, text) in options.enumerated() {
      if text == "--lang", index + 1 < options.count { return Language(argument: options[index + 1]) }
      if text.hasPrefix("--lang=") { return Language(argument: String(text.dropFirst("--lang=".count))) }
    }
    return nil
  }
}

/// One of two wordings, in the language of this run.
///
/// Every text that the program says by itself is written with both: a translation that is forgotten does not compile.
func words(_ japanese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
  ProgramLanguage.current(japanese(), english())
}

/// The help of an option in the language of this run.
func words(_ japanese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> ArgumentHelp {
  ArgumentHelp(words(japanese(), english()) as String)
}

extension ValidationError {
  /// An error of the command line, in the language of this run.
  init(_ japanese: @autoclosure () -> String, _ english: @autoclosure () -> String) {
    self.init(words(japanese(), english()) as String)
  }
}
