import ArgumentParser

extension ProgramArguments {
  /// Sees that no option stands twice of which only the last would count.
  ///
  /// - Throws: `ValidationError` that names it.
  func checkRepetitions(_ command: any ParsableCommand) throws {
    let repeated = repeated
    guard !repeated.isEmpty else { return }
    let several = NamedFiles.propertiesOfSeveralValues(command)
    for option in repeated where !several.contains(Self.property(option)) {
      throw ValidationError(
        "--\(option) が2回指定されています。1回だけ指定してください。",
        "--\(option) stands twice: give it once.")
    }
  }

  /// The name of the property of an option.
  private static func property(_ option: String) -> String {
    let words = option.split(separator: "-")
    return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
