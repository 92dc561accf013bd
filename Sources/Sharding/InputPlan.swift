import FoundationEssentials
import LedgerReading

/// What is known of all inputs before they are read in pieces, as a file.
public struct InputPlan: Codable, Hashable, Sendable {
  /// Why a file is no plan that can be used.
  public enum Fault: Error, Hashable, Sendable {
    /// It is no plan, or one that contradicts itself.
    case noPlan
    /// It is by another version of the program.
    case otherVersion(String)
  }

  /// An input.
  private struct Input: Codable, Hashable, Sendable {
    var name: String
    var size: Int
    var sha256: String?
    /// Why it cannot be cut.
    var indivisible: String?
    /// The line of every 64 MiB, negative where that byte stands within quotes.
    var marks: [Int]
  }

  private static let format = 1
  private var format: Int
  private var version: String
  private var inputs: [Input]

  /// The plan of inputs that were surveyed.
  public init(_ surveys: [FileSurvey], version: String) {
    format = Self.format
    self.version = version
    inputs = surveys.map { survey in
      Input(
        name: survey.name, size: survey.size, sha256: survey.sha256, indivisible: survey.indivisible?.rawValue,
        marks: survey.marks.map { $0.isInside ? -$0.line : $0.line })
    }
  }

  /// Reads a plan from its text, whatever that is.
  ///
  /// - Throws: `Fault` where it is no plan of this version.
  public init(_ text: String, version: String) throws(Fault) {
    guard let plan = try? JSONDecoder().decode(InputPlan.self, from: Data(text.utf8)), plan.format == Self.format else {
      throw .noPlan
    }
    guard plan.version == version else { throw .otherVersion(plan.version) }
    guard plan.isSound else { throw .noPlan }
    self = plan
  }

  /// Whether it could have been written by juchu: sizes and lines stay far from leaving Int64, and no mark lies beyond
  /// its input.
  private var isSound: Bool {
    let limit = 1 << 52
    var total = 0
    for input in inputs {
      guard (0...limit).contains(input.size), input.marks.count <= input.size / FileSurvey.stride + 1,
        input.marks.allSatisfy({ (1...UInt(limit)).contains($0.magnitude) }),
        input.indivisible.map({ FileSurvey.Indivisible(rawValue: $0) != nil }) ?? true
      else { return false }
      total += input.size
      guard total <= limit else { return false }
    }
    return true
  }

  /// The text of the file.
  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  /// The surveys of the inputs.
  public var surveys: [FileSurvey] {
    inputs.map { input in
      let marks = input.marks.map { FileSurvey.Mark(isInside: $0 < 0, line: Int($0.magnitude)) }
      let reason = input.indivisible.flatMap(FileSurvey.Indivisible.init(rawValue:))
      return FileSurvey(
        name: input.name, size: input.size, sha256: input.sha256,
        indivisible: marks.isEmpty ? reason ?? .wanted : reason, marks: marks)
    }
  }
}
