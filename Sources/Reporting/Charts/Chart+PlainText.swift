// Bars of a chart for a terminal.
extension Chart {
  /// The bars as lines of text; curves have no such form and are left to their data.
  func plainText(width: Int = 40) -> [String] {
    guard case .bars(let bars) = figure else { return [] }
    let (low, high) = (bars.extent.lowerBound, bars.extent.upperBound)
    guard high > low else { return [] }
    func place(_ value: Double) -> Int { Int(((value - low) / (high - low) * Double(width)).rounded()) }
    var rows: [(label: String, from: Int, to: Int, text: String)] = []
    for group in bars.groups {
      for (index, bar) in group.bars.enumerated() {
        let name = bars.series.count > 1 && bars.series.indices.contains(index) ? bars.series[index] : ""
        let label = index == 0 ? [group.label, name].filter { !$0.isEmpty }.joined(separator: "  ") : name
        let (a, b) = (place(min(bar.from, bar.to)), place(max(bar.from, bar.to)))
        rows.append((label, a, max(b, a + 1), bar.text))
      }
    }
    let labels = rows.map { DisplayWidth.of($0.label) }.max() ?? 0
    let texts = rows.map { DisplayWidth.of($0.text) }.max() ?? 0
    return
      ([title]
      + rows.map { row in
        // Labels of a group's further series stand under the first one's.
        let label = DisplayWidth.padded(row.label, to: labels, alignment: bars.series.count > 1 ? .right : .left)
        let bar = String(repeating: " ", count: row.from) + String(repeating: "█", count: row.to - row.from)
        return "\(label)  \(DisplayWidth.padded(row.text, to: texts, alignment: .right)) │\(bar)"
      }).map { VisibleText.of($0) }
  }
}
