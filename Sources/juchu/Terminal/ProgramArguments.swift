import CArguments
import LedgerReading
import TabularReading

/// The arguments of the program as texts, whatever their bytes.
struct ProgramArguments {
  let texts: [String]

  /// The arguments as they were meant: see `ArgumentFolding`.
  func folded(isFile: (String) -> Bool) -> ProgramArguments {
    var (result, isTitle) = ([String](), false)
    for text in texts {
      result.append(isTitle ? text : ArgumentFolding.argument(text, isFile: isFile))
      isTitle = text == "--title"
    }
    return ProgramArguments(result)
  }

  init() {
    // Swift's own list replaces what is no UTF-8, and a file is then not found.
    texts = (1..<max(1, program_arguments_count())).compactMap { index in
      program_arguments_at(index).map { SystemPath.text($0) }
    }
  }

  init(_ texts: [String]) { self.texts = texts }

  /// The options that stand twice.
  var repeated: [String] {
    var counts: [String: Int] = [:]
    for text in texts.prefix(while: { $0 != "--" }) where text.hasPrefix("--") {
      counts[String(text.dropFirst(2).prefix { $0 != "=" }), default: 0] += 1
    }
    return counts.filter { $0.value > 1 }.keys.sorted()
  }
}
