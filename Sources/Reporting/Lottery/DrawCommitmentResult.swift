import LotteryStatistics

/// The commitment to a seed, to be published before the opening.
package struct DrawCommitmentResult: PresentableResult, Sendable {
  private let commitment: String
  private let file: String

  /// The commitment to a seed that stands in a file.
  package init(_ seed: DrawSeed, file: String) {
    commitment = seed.commitment
    self.file = file
  }

  /// What to publish and what to keep.
  package func document(_ language: Language) -> Document {
    let name = ErrorText.printable(file)
    return Document([
      .heading(language("くじの種のコミットメント", "Commitment to a seed"), level: 1),
      .paragraph(commitment),
      .list([
        language("入札の締切前にこの値を公表する", "publish this value before bidding closes"),
        language("\(name) は開札まで秘密にし、失わない", "keep \(name) secret until the opening, and do not lose it"),
        language(
          "開札後に \(name) を公表する。誰でも sha256sum \(name) でこの値を確かめられる",
          "publish \(name) after the opening: sha256sum \(name) must give this value"),
      ]),
    ])
  }

  /// The commitment as JSON.
  package func json() -> JSONValue { .object(["commitment": .string(commitment), "seedFile": .string(file)]) }

  /// The commitment as CSV.
  package func csv() -> String { CSVText.render([["commitment", "seedFile"], [commitment, file]]) }
}
