import Foundation
import TestSupport
import Testing

/// The seeds of the fuzzers, and every input that once went wrong.
@Suite("Fuzzing corpus")
struct ReplayTests {
  struct Input: Sendable, CustomTestStringConvertible {
    let target: FuzzTarget
    let path: String
    var testDescription: String { "\(target) \((path as NSString).lastPathComponent)" }
  }

  static let inputs = FuzzTarget.allCases.flatMap { target in
    ["corpus", "regressions"].flatMap { folder -> [Input] in
      let path = Repository.path("Fuzzing/\(folder)/\(target.rawValue)")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return names.sorted().map { Input(target: target, path: path + "/" + $0) }
    }
  }

  @Test("nothing goes wrong again", arguments: inputs)
  func replay(_ input: Input) throws {
    try input.target.check(Array(Data(contentsOf: URL(fileURLWithPath: input.path))))
  }

  @Test("every target has seeds", arguments: FuzzTarget.allCases)
  func hasSeeds(_ target: FuzzTarget) {
    #expect(Self.inputs.contains { $0.target == target })
  }
}
