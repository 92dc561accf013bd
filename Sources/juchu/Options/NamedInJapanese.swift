import ArgumentParser
import Reporting

/// A value of an option that has names in Japanese beside its English word; both are accepted always.
protocol NamedInJapanese: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {
  /// Its names in Japanese, the first of which help and errors show.
  var japaneseNames: [String] { get }
}

extension NamedInJapanese {
  /// Reads an English word or a Japanese name, whatever its width.
  public init?(argument: String) {
    let word = ArgumentFolding.word(argument)
    guard let value = Self.allCases.first(where: { word == $0.rawValue || $0.japaneseNames.contains(word) }) else {
      return nil
    }
    self = value
  }

  /// As help and errors show it: in Japanese with the English word behind it.
  private var shown: String {
    guard ProgramLanguage.current == .japanese, let name = japaneseNames.first else { return rawValue }
    return "\(name)（\(rawValue)）"
  }

  /// All values, as help and errors show them.
  public static var allValueStrings: [String] { allCases.map(\.shown) }

  /// None: names speak for themselves.
  public static var allValueDescriptions: [String: String] { [:] }

  /// A default as help shows it.
  public var defaultValueDescription: String { shown }

  /// Completions are the words that a keyboard without Japanese can type.
  public static var defaultCompletionKind: CompletionKind { .list(allCases.map(\.rawValue)) }
}
