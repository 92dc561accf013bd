import ArgumentParser
import FoundationEssentials
import LedgerReading

/// What is known of all inputs before they are read in pieces, as a file.
struct InputPlan: Codable {
  /// An input.
  struct Input: Codable {
    var name: String
    var size: Int
    var sha256: String?
    /// Why it cannot be cut.
    var indivisible: String?
    /// The line of every 64 MiB, negative where that byte stands within quotes.
    var marks: [Int]
  }

  static let format = 1
  var format: Int
  var version: String
  var inputs: [Input]

  /// The plan of inputs that were surveyed.
  init(_ surveys: [FileSurvey]) {
    format = Self.format
    version = Juchu.version
    inputs = surveys.map { survey in
      Input(
        name: survey.name, size: survey.size, sha256: survey.sha256, indivisible: survey.indivisible?.rawValue,
        marks: survey.marks.map { $0.isInside ? -$0.line : $0.line })
    }
  }

  /// Reads a plan.
  ///
  /// - Throws: `DataError` where the file cannot be had; `ValidationError` where it is no plan of this version.
  static func read(_ path: String) throws -> InputPlan {
    let text = try InputFile(path).text()
    guard let plan = try? JSONDecoder().decode(InputPlan.self, from: Data(text.utf8)), plan.format == Self.format else {
      throw ValidationError("'\(path)' is no plan: make it with juchu shard plan LEDGER... --output \(path)")
    }
    guard plan.version == Juchu.version else {
      throw ValidationError("'\(path)' is by juchu \(plan.version), this is \(Juchu.version): make it anew.")
    }
    return plan
  }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  /// The surveys of the inputs.
  var surveys: [FileSurvey] {
    inputs.map { input in
      let marks = input.marks.map { FileSurvey.Mark(isInside: $0 < 0, line: Int($0.magnitude)) }
      let reason = input.indivisible.flatMap(FileSurvey.Indivisible.init(rawValue:))
      return FileSurvey(
        name: input.name, size: input.size, sha256: input.sha256,
        indivisible: marks.isEmpty ? reason ?? .wanted : reason, marks: marks)
    }
  }
}
