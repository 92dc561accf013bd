/// The known word that a mistyped one most likely meant.
package enum NearestWord {
  /// The candidate with the smallest edit distance, if it is close enough to be worth suggesting.
  ///
  /// - Complexity: O(candidates × length²); of words beyond `lengthLimit` nothing is said.
  package static func of(_ word: String, in candidates: some Sequence<String>) -> String? {
    guard word.utf8.count <= lengthLimit else { return nil }
    let folded = Array(word.lowercased())
    var best: (word: String, distance: Int)?
    for candidate in candidates where candidate.utf8.count <= lengthLimit {
      let distance = editDistance(folded, Array(candidate.lowercased()))
      // A third of the letters may differ, at least one: more is a different word.
      guard distance <= max(1, max(folded.count, candidate.count) / 3) else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// The longest word that anyone mistypes, in bytes.
  private static let lengthLimit = 200

  /// Levenshtein's distance: insertions, deletions and replacements.
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
