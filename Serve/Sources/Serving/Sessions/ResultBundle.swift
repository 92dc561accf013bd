import CChild
import Foundation

/// A result with all that is needed to find it again: which inputs, which choices, which program, and what came out.
///
/// A bundle that is read is anybody's: it holds choices of closed lists and no argument, and whatever it holds beyond them is
/// refused. It names files without folders, and no host, user or time.
struct ResultBundle: Codable, Equatable {
  struct Input: Codable, Equatable {
    var name: String
    var sha256: String
    var bytes: Int
  }

  struct Results: Codable, Equatable {
    var json: String
    var csv: String
  }

  /// Why a bundle is refused.
  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  /// The form of bundles that this program writes and reads.
  var bundle = 1
  var program: String
  var architecture: String
  var kind: Work.Kind
  var view: View
  var language: Language
  var settings: Settings
  var inputs: [Input]
  var results: Results

  /// Bytes that a bundle may have.
  static let mostBytes = 64 << 20

  /// The architecture of this machine.
  static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "other"
    #endif
  }

  /// The bytes of a bundle.
  ///
  /// - Throws: what `JSONEncoder` throws.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [0x0A]
  }

  /// A bundle from its bytes.
  ///
  /// - Throws: `Refusal` where it is none, holds anything unknown, or a choice outside its list.
  init(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.count <= Self.mostBytes else {
      throw Refusal(description: "it is larger than \(Self.mostBytes >> 20) MB")
    }
    let data = Data(bytes)
    let read: ResultBundle
    let again: Data
    do {
      read = try JSONDecoder().decode(ResultBundle.self, from: data)
      again = try JSONEncoder().encode(read)
    } catch {
      throw Refusal(description: "it is no bundle of juchu")
    }
    // Whatever was not understood is missing when it is written again.
    guard let given = (try? JSONSerialization.jsonObject(with: data)) as? NSDictionary,
      let known = (try? JSONSerialization.jsonObject(with: again)) as? NSDictionary, given.isEqual(known)
    else { throw Refusal(description: "it holds what no bundle holds") }
    guard read.bundle == 1 else { throw Refusal(description: "it is of another form: \(read.bundle)") }
    try read.check()
    self = read
  }

  init(
    program: String, kind: Work.Kind, view: View, language: Language, settings: Settings, inputs: [Input],
    results: Results
  ) {
    self.program = program
    architecture = Self.architecture
    self.kind = kind
    self.view = view
    self.language = language
    self.settings = settings
    self.inputs = inputs
    self.results = results
  }

  private func check() throws(Refusal) {
    let names = Set(inputs.map(\.name))
    guard (1...20).contains(inputs.count), names.count == inputs.count,
      names.allSatisfy({ FileName.safe($0) == $0 && !FileName.reserved.contains($0) })
    else { throw Refusal(description: "its inputs have names that no input has") }
    let digits = Set("0123456789abcdef".utf8)
    guard
      inputs.allSatisfy({ $0.sha256.utf8.count == 64 && $0.sha256.utf8.allSatisfy(digits.contains) && $0.bytes >= 0 })
    else { throw Refusal(description: "the SHA-256 of an input is none") }
    guard program.utf8.count <= 300, architecture.utf8.count <= 20 else {
      throw Refusal(description: "its program is none")
    }
    guard settings.isOfClosedLists else { throw Refusal(description: "it holds a choice that there is not") }
  }
}

extension Settings {
  /// Whether every choice is one that a page offers.
  var isOfClosedLists: Bool {
    let known = Set(Mapping.fields.map(\.word))
    let isMapping =
      mapping.map { mapping in
        mapping.columns.count <= 1000 && mapping.words.count <= 2000
          && mapping.columns.allSatisfy { known.contains($0.field) && $0.column.utf8.count <= 4000 }
          && Set(mapping.columns.map(\.field)).count == mapping.columns.count
          && mapping.words.allSatisfy { entry in
            entry.word.utf8.count <= 4000
              && (Mapping.meanings[entry.field]?.contains { $0.word == entry.meaning } ?? false)
          }
          && Mapping.units.contains { $0.word == mapping.unit } && Mapping.taxes.contains { $0.word == mapping.tax }
          && (mapping.sheet ?? 1) >= 1 && (mapping.sheet ?? 1) <= 1000
      } ?? true
    let isPolicy =
      policy.values.allSatisfy { key, value in
        Policy.switches.contains { one in one.key == key && one.values.contains { $0.word == value } }
      } && Policy.areas.contains { $0.word == policy.area } && (0...100_000).contains(policy.points ?? 0)
    let isDraw =
      draw.count <= DrawPage.mostFirms
      && draw.allSatisfy { $0.firm.count <= 60 && $0.number.count <= 6 && $0.arrival.count <= 30 }
    return isMapping && isPolicy && isDraw && (1...1000).contains(sheet ?? 1) && (1...500).contains(table ?? 1)
      && (cell.map { Cell($0.text) == $0 } ?? true) && (pages.map { Settings.pages($0) == $0 } ?? true)
      && (rounding.map { word in DocumentPages.roundings.contains { $0.word == word } && !word.isEmpty } ?? true)
      && DrawPage.schemes.contains { $0.word == scheme } && LotteryPages.policies.contains { $0.word == testPolicy }
  }
}

extension UnnamedFile {
  /// The SHA-256 of what it holds, in hexadecimal digits; nil where it cannot be read.
  var sha256: String? {
    var digest = [UInt8](repeating: 0, count: 32)
    guard sha256_of_file(descriptor, &digest) == 0 else { return nil }
    return digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
