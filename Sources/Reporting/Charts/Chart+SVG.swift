// Charts as inline SVG: colours come from the page's style sheet, so that they follow its theme.
extension Chart {
  /// The chart as an SVG element.
  ///
  /// - Parameter identifier: unique in the page; it ties the drawing to its text alternative.
  func svg(identifier: String) -> String {
    var writer = SVGWriter(identifier: identifier)
    let height = draw(&writer)
    return writer.drawing(width: Self.width, height: height, title: title, summary: summary)
  }

  /// Draws the chart; returns how high it is.
  func draw(_ writer: inout SVGWriter) -> Double {
    switch figure {
    case .bars(let bars): Self.draw(bars, &writer)
    case .curves(let curves): Self.draw(curves, &writer)
    case .scatter(let scatter): Self.draw(scatter, &writer)
    }
  }

  /// Narrow, so that texts stay readable on a telephone.
  static let width = 440.0
  private static let lineHeight = 18.0
  /// Japanese fonts reach higher above the line than Latin ones.
  private static let topMargin = 3.0
  /// The advance of a half-width character in the fonts of the page, on the safe side.
  private static let advance = 7.6

  private static func draw(_ bars: Bars, _ writer: inout SVGWriter) -> Double {
    let texts = bars.groups.flatMap { $0.bars.map { DisplayWidth.of($0.text) } }
    let plot = width - Double(texts.max() ?? 0) * advance - 8
    let (low, high) = (bars.extent.lowerBound, bars.extent.upperBound)
    let scale = high > low ? plot / (high - low) : 0
    func place(_ value: Double) -> Double { (value - low) * scale }
    if bars.isCompact { return drawCompact(bars, &writer) }
    var y = legend(bars.series, &writer)
    let top = y
    for group in bars.groups {
      writer.text(shortened(group.label), x: 5, y: y + 14)
      y += lineHeight
      for bar in group.bars {
        let (left, right) = (place(min(bar.from, bar.to)), place(max(bar.from, bar.to)))
        draw(bar.style, x: left, y: y + 1, width: max(right - left, 1), &writer)
        writer.text(bar.text, x: width, y: y + 13, [("text-anchor", "end"), ("class", "value")])
        y += lineHeight
      }
      y += 4
    }
    let zero = SVGWriter.number(place(0))
    writer.element(
      "line",
      [("x1", zero), ("x2", zero), ("y1", SVGWriter.number(top)), ("y2", SVGWriter.number(y)), ("class", "axis")])
    return y + 2
  }

  /// Bars with their labels beside them, one row each: the numbers of a stack stand behind it.
  private static func drawCompact(_ bars: Bars, _ writer: inout SVGWriter) -> Double {
    let rows = bars.groups.map { (group: $0, text: $0.bars.map(\.text).joined(separator: " + ")) }
    let left = 10 + Double(rows.map { DisplayWidth.of($0.group.label) }.max() ?? 0) * advance
    let plot = width - left - Double(rows.map { DisplayWidth.of($0.text) }.max() ?? 0) * advance - 8
    let scale = bars.extent.upperBound > 0 ? plot / bars.extent.upperBound : 0
    var y = legend(bars.series, &writer)
    let top = y
    for (group, text) in rows {
      writer.text(group.label, x: left - 6, y: y + 13, [("text-anchor", "end")])
      var end = 0.0
      for bar in group.bars where bar.to > bar.from {
        draw(bar.style, x: left + bar.from * scale, y: y + 1, width: max((bar.to - bar.from) * scale, 1), &writer)
        end = bar.to * scale
      }
      writer.text(text, x: left + end + 6, y: y + 13, [("class", "value")])
      y += lineHeight
    }
    let axis = SVGWriter.number(left)
    writer.element(
      "line",
      [("x1", axis), ("x2", axis), ("y1", SVGWriter.number(top)), ("y2", SVGWriter.number(y)), ("class", "axis")])
    return y + 2
  }

  private static func legend(_ names: [String], _ writer: inout SVGWriter) -> Double {
    guard names.count > 1 else { return topMargin }
    var (x, y) = (0.0, topMargin)
    for (index, name) in names.enumerated() {
      let needed = 20 + Double(DisplayWidth.of(name)) * advance + 14
      if x > 0, x + needed > width { (x, y) = (0, y + lineHeight) }
      draw(.series(index), x: x, y: y + 2, width: 14, &writer)
      writer.text(shortened(name), x: x + 20, y: y + 14)
      x += needed
    }
    return y + lineHeight + 6
  }

  /// A bar in its colour, with marks by which it is known without colour.
  private static func draw(
    _ style: Bars.Style, x: Double, y: Double, width: Double, _ writer: inout SVGWriter
  ) {
    let place = [
      ("x", SVGWriter.number(x)), ("y", SVGWriter.number(y)), ("width", SVGWriter.number(width)), ("height", "14"),
    ]
    writer.element("rect", place + [("class", colour(style))])
    if let hatching = Hatching(style) { writer.hatch(hatching, place) }
  }

  private static func colour(_ style: Bars.Style) -> String {
    switch style {
    case .series(let index): "s\(index % 4)"
    case .rise: "rise"
    case .fall: "fall"
    case .total: "total"
    }
  }

  private static func draw(_ curves: Curves, _ writer: inout SVGWriter) -> Double {
    let (left, top, side) = (40.0, 32.0, 300.0)
    func x(_ value: Double) -> String { SVGWriter.number(left + value * side) }
    func y(_ value: Double) -> String { SVGWriter.number(top + (1 - value) * side) }
    writer.text(shortened(curves.vertical), x: 0, y: topMargin + 14)
    for step in 0...4 {
      let value = Double(step) / 4
      writer.element("line", [("x1", x(0)), ("x2", x(1)), ("y1", y(value)), ("y2", y(value)), ("class", "grid")])
      writer.element("line", [("x1", x(value)), ("x2", x(value)), ("y1", y(0)), ("y2", y(1)), ("class", "grid")])
      let label = "\(step * 25)"
      writer.text(label, x: left - 6, y: top + (1 - value) * side + 4, [("text-anchor", "end")])
      writer.text(label, x: left + value * side, y: top + side + 16, [("text-anchor", "middle")])
    }
    writer.text(shortened(curves.horizontal), x: left, y: top + side + 36)
    writer.element("line", [("x1", x(0)), ("x2", x(1)), ("y1", y(0)), ("y2", y(1)), ("class", "axis")])
    for (index, curve) in curves.curves.enumerated() {
      let points = curve.points.map { "\(x($0.x)),\(y($0.y))" }.joined(separator: " ")
      writer.element("polyline", [("points", points), ("class", "curve c\(index % 4)")])
    }
    var bottom = top + side + 48
    for (name, style) in [(curves.diagonal, "axis")]
      + curves.curves.indices.map({ (curves.curves[$0].name, "curve c\($0 % 4)") })
    {
      let middle = SVGWriter.number(bottom + 8)
      writer.element("line", [("x1", "0"), ("x2", "30"), ("y1", middle), ("y2", middle), ("class", style)])
      writer.text(shortened(name), x: 38, y: bottom + 13)
      bottom += lineHeight
    }
    return bottom + 4
  }

  private static func draw(_ scatter: Scatter, _ writer: inout SVGWriter) -> Double {
    let (left, top, side, height) = (64.0, 24.0, width - 84.0, 260.0)
    func place(_ value: Double, _ range: ClosedRange<Double>) -> Double {
      range.upperBound > range.lowerBound ? (value - range.lowerBound) / (range.upperBound - range.lowerBound) : 0.5
    }
    func x(_ value: Double) -> Double { left + place(value, scatter.horizontal.range) * side }
    func y(_ value: Double) -> Double { top + (1 - place(value, scatter.vertical.range)) * height }
    let number = SVGWriter.number
    writer.text(shortened(scatter.vertical.name), x: 0, y: topMargin + 12)
    for tick in scatter.horizontal.ticks {
      let at = number(x(tick.value))
      writer.element(
        "line", [("x1", at), ("x2", at), ("y1", number(top)), ("y2", number(top + height)), ("class", "grid")])
      writer.text(tick.text, x: x(tick.value), y: top + height + 16, [("text-anchor", "middle")])
    }
    for tick in scatter.vertical.ticks {
      let at = number(y(tick.value))
      writer.element(
        "line", [("x1", number(left)), ("x2", number(left + side)), ("y1", at), ("y2", at), ("class", "grid")])
      writer.text(tick.text, x: left - 6, y: y(tick.value) + 4, [("text-anchor", "end")])
    }
    writer.text(shortened(scatter.horizontal.name), x: left, y: top + height + 36)
    // Those that matter lie above the others.
    for point in scatter.points.sorted(by: { $0.series > $1.series }) {
      writer.element(
        "circle",
        [
          ("cx", number(x(point.x))), ("cy", number(y(point.y))), ("r", point.series == 0 ? "5" : "3"),
          ("class", colour(.series(point.series == 0 ? 1 : 0))), ("fill-opacity", point.series == 0 ? "1" : "0.35"),
        ])
    }
    for point in scatter.points where !point.label.isEmpty {
      let isRight = x(point.x) > left + side * 0.8
      writer.text(
        shortened(point.label), x: x(point.x) + (isRight ? -8 : 8), y: y(point.y) - 5,
        [("text-anchor", isRight ? "end" : "start")])
    }
    var bottom = top + height + 46
    for (series, name) in scatter.series.enumerated() {
      writer.element(
        "circle",
        [
          ("cx", "8"), ("cy", number(bottom + 8)), ("r", series == 0 ? "5" : "3"),
          ("class", colour(.series(series == 0 ? 1 : 0))), ("fill-opacity", series == 0 ? "1" : "0.35"),
        ])
      writer.text(shortened(name), x: 20, y: bottom + 13)
      bottom += lineHeight
    }
    return bottom + 4
  }

  /// A label cut to the width of the chart; the whole of it stands in the data.
  private static func shortened(_ label: String) -> String {
    let most = Int((width - 24) / advance)
    guard DisplayWidth.of(label) > most else { return label }
    var result = ""
    for character in label where DisplayWidth.of(result) < most - 2 { result.append(character) }
    return result + "…"
  }
}
