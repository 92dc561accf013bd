/// Labels that stand so near to each other that they were read as one.
extension WordTables {
  /// A region with such labels as two: 市内 中小企業 is a place beside a size where 大企業 stands right of the place in another row.
  func withPartedLabels(_ region: Region) -> Region {
    guard isPlaced, !region.byOrder else { return region }
    // What may stand below or above the second of two.
    let inner = (region.body.flatMap(\.labels) + region.loose).filter { word in
      word.text.count > 1 && !TableVocabulary.isPlaceOrTotal(word.text)
    }
    var region = region
    for row in region.body.indices {
      guard let first = region.body[row].firstFigure else { continue }
      let labels = region.body[row].labels.flatMap { parted($0, beside: inner) }
      region.body[row].cells.replaceSubrange(..<first, with: labels)
      region.body[row].firstFigure = labels.count
    }
    region.loose = region.loose.flatMap { parted($0, beside: inner) }
    return region
  }

  private func parted(_ cell: PlacedWord, beside inner: [PlacedWord]) -> [PlacedWord] {
    for pieces in Self.placesFirst(cell.text) {
      let words = Self.placed(pieces, of: cell)
      let isBeside = inner.contains { word in
        guard word.left > words[0].right - 0.2 * em, word.left < cell.right else { return false }
        // Where a word of a text begins is known better than where it ends: a full-width character may have one column there.
        return isText && cell.text.contains(" ") || abs(word.center - words[1].center) < 0.15 * em
      }
      if isBeside { return words }
    }
    return [cell]
  }

  /// The ways to cut a text into a place and what else stands beside it: at a blank, or at the end of a place of two or three
  /// characters.
  private static func placesFirst(_ text: String) -> [[Substring]] {
    let blanks = text.indices.filter { text[$0] == " " }
    let ends =
      blanks.isEmpty
      ? [2, 3].compactMap { text.index(text.startIndex, offsetBy: $0, limitedBy: text.endIndex) } : blanks
    return ends.compactMap { end in
      let (place, rest) = (text[..<end], text[end...].drop { $0 == " " })
      let last = place.split(separator: " ").last ?? ""
      guard rest.count > 1, TableVocabulary.isPlace(String(last)), !TableVocabulary.isPlaceOrTotal(String(rest)),
        !TableVocabulary.isPlace(text)
      else { return nil }
      return [place, rest]
    }
  }
}
