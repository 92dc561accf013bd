/// A question that a work answers, each by one command of the program.
enum View: String, Sendable, CaseIterable, Codable {
  case inspect, table1, table2, explain, compare, indicators
  case extract, audit
  case incidence, whatif
  case draw
  case fair
}

/// A form in which results are handed out.
enum ResultForm: String, Sendable, CaseIterable {
  case json, csv, xlsx, html, docx, text, report

  var option: String { self == .report ? "html" : rawValue }
  var suffix: String { self == .text ? "txt" : option }

  var mediaType: String {
    switch self {
    case .json: "application/json"
    case .csv: "text/csv; charset=utf-8"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case .html, .report: "text/html; charset=utf-8"
    case .text: "text/plain; charset=utf-8"
    }
  }
}

/// A command as a person would type it.
struct CommandLine: Sendable {
  /// The words of the command and its options, without the form and the language.
  var words: [String]
  /// The names of the inputs.
  var operands: [String]
  /// The files of the server's own, such as a mapping.
  var texts: [(name: String, text: String)] = []
  var form: ResultForm
  var language: Language

  private var arguments: [String] { words + ["--format", form.option, "--lang", language.rawValue] }

  /// What tells a calculation from any other of the same work.
  var key: String {
    (arguments + operands + texts.flatMap { [$0.name, $0.text] }).map { "\($0.utf8.count):\($0)" }.joined()
  }

  /// The command for a terminal.
  var shown: String {
    (["juchu"] + words + operands.map(Self.quoted) + ["--lang", language.rawValue, "--output", "result.\(form.suffix)"])
      .joined(separator: " ")
  }

  /// The task of a child.
  func task(
    named inputs: [(name: String, file: UnnamedFile)], temporary: String, threads: Int, seconds: Int
  ) throws(UnnamedFile.Failure) -> ChildTask {
    var files = inputs
    for (name, text) in texts { files.append((name, try UnnamedFile(in: temporary, holding: text))) }
    // Results do not depend on the number of threads.
    let isParallel = words.first != "audit" && words.first != "extract" && words.first != "inspect"
    let parallel = isParallel ? ["--threads", String(threads)] : []
    return ChildTask(words: arguments + parallel, files: files, operands: operands, seconds: seconds)
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || "._-".unicodeScalars.contains($0)
    }
    return isPlain
      ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

extension Work {
  /// The command that answers a question in a form; nil where the work has no such question.
  func command(_ view: View, _ form: ResultForm, _ language: Language) -> CommandLine? {
    let settings = settings
    var texts: [(name: String, text: String)] = []
    var words: [String]
    func ledger() -> [String] {
      if let mapping = settings.mapping {
        texts.append(("mapping.yaml", mapping.yaml))
        return ["--mapping", "mapping.yaml"] + aside()
      }
      return (settings.sheet.map { ["--sheet", String($0)] } ?? []) + aside()
    }
    func aside() -> [String] { settings.setsAside == true ? ["--rejects", FileName.rejects] : [] }
    func document() -> [String] {
      (settings.pages.map { ["--pages", $0] } ?? []) + (settings.table.map { ["--table", String($0)] } ?? [])
    }
    let isReport = form == .report
    switch (kind, view) {
    case (.ledger, .inspect): words = ["inspect"] + (settings.sheet.map { ["--sheet", String($0)] } ?? [])
    case (.ledger, _) where isReport: words = ["report"] + ledger()
    case (.ledger, .table1): words = ["tables"] + ledger()
    case (.ledger, .table2): words = ["tables", "--table", "2"] + ledger()
    case (.ledger, .explain):
      guard let cell = settings.cell else { return nil }
      words = ["tables", "--explain", cell.text] + ledger()
    case (.ledger, .compare): words = ["compare"] + ledger()
    case (.ledger, .indicators): words = ["indicators"] + ledger()
    case (.table, _) where isReport: words = ["report"] + document()
    case (.table, .extract): words = ["extract"] + document()
    case (.table, .audit):
      words = ["audit"] + document() + (settings.rounding.map { ["--rounding-rule", $0] } ?? [])
    case (.bids, .incidence): words = ["lottery", "incidence"] + aside()
    case (.bids, .whatif):
      texts.append(("policy.yaml", settings.policy.yaml(language)))
      words =
        ["lottery", "evaluate", "--policy", "independent", "--policy", "policy.yaml"] + trials(settings.policy)
        + aside()
    case (.draw, .draw): words = ["lottery", "draw", "--scheme", settings.scheme]
    case (.draws, .fair): words = ["lottery", "test", "--policy", settings.testPolicy] + aside()
    default: return nil
    }
    return CommandLine(words: words, operands: uploads.map(\.name), texts: texts, form: form, language: language)
  }

  /// Where wins are counted over the year, all tenders of the year hang together: what is beyond exact solution is simulated, and a page
  /// waits for a sixteenth of the trials that the command line makes by default.
  private func trials(_ policy: Policy) -> [String] {
    policy.values["scope"] == "fiscal-year" ? ["--trials", "16384"] : []
  }
}
