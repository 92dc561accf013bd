import CVectorPicture

/// A chart as a picture of its own, for those who print or publish it: its title above, its source below, on white.
package struct ChartPicture: Sendable {
  /// A drawing could not become a picture.
  package struct Failure: Error {}

  /// Pixels of a unit of the drawing, whose texts are 13 units high.
  private static let scale = 2.0
  private static let margin = 16.0

  private let chart: Chart
  private let source: [String]

  /// A picture of a chart.
  ///
  /// - Parameter source: what stands below it, line by line.
  package init(_ chart: Chart, source: [String]) { (self.chart, self.source) = (chart, source) }

  /// The drawing as a file of its own.
  package var svg: String { drawing.svg }

  /// The picture as PNG.
  ///
  /// - Throws: `Failure` where the library refuses.
  package func png() throws(Failure) -> [UInt8] {
    let (svg, width, height) = drawing
    var bytes: [UInt8] = []
    let isDone = Array(svg.utf8).withUnsafeBufferPointer { text in
      withUnsafeMutablePointer(to: &bytes) { bytes in
        vector_picture_png(
          UnsafeRawPointer(text.baseAddress)?.assumingMemoryBound(to: CChar.self), text.count,
          Int32((width * Self.scale).rounded(.up)), Int32((height * Self.scale).rounded(.up)),
          { context, part, count in
            context?.assumingMemoryBound(to: [UInt8].self).pointee
              .append(contentsOf: UnsafeBufferPointer(start: part, count: count))
            return 1
          }, bytes)
      }
    }
    guard isDone != 0 else { throw Failure() }
    return bytes
  }

  private var drawing: (svg: String, width: Double, height: Double) {
    var (body, inner) = (SVGWriter(identifier: "frame"), SVGWriter(identifier: "chart"))
    let height = chart.draw(&inner)
    let margin = Self.margin
    let width = Chart.width + 2 * margin
    var y = margin + 14
    for line in DisplayWidth.wrapped(chart.title, to: 52) {
      body.text(line, x: margin, y: y, [("class", "title")])
      y += 20
    }
    let top = y
    y += height + 16
    for line in source.flatMap({ DisplayWidth.wrapped($0, to: 74) }) {
      body.text(line, x: margin, y: y, [("class", "source")])
      y += 14
    }
    let total = y + margin - 10
    let number = SVGWriter.number
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(number(width))" height="\(number(total))" \
      viewBox="0 0 \(number(width)) \(number(total))"><title>\(HTMLText.escaped(chart.title))</title>\
      <desc>\(HTMLText.escaped(chart.summary))</desc><style>\(Self.style)</style>\
      <rect width="\(number(width))" height="\(number(total))" fill="#fff"/>\(inner.definitions)\(body.body)\
      <g transform="translate(\(number(margin)) \(number(top)))">\(inner.body)</g></svg>

      """
    return (svg, width, total)
  }

  /// The page's style in its light colours: a file of its own has no page.
  private static let style = """
    text{font:13px "Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic",Meiryo,sans-serif;fill:#1b1f24}\
    .title{font-size:15px;font-weight:700}.source{font-size:10px;fill:#545d68}\
    .axis{stroke:#1b1f24;stroke-width:1}.grid{stroke:#c9d1d9;stroke-width:.7}.curve{fill:none;stroke-width:2.2}\
    .s0{fill:#1f5f99}.s1{fill:#d98a1f}.s2{fill:#3f8f5f}.s3{fill:#8a5a9e}.rise{fill:#2b7a4b}.fall{fill:#b3392f}.total{fill:#5b6570}\
    .c0{stroke:#1f5f99}.c1{stroke:#d98a1f;stroke-dasharray:7 3}.c2{stroke:#3f8f5f;stroke-dasharray:2 3}\
    .c3{stroke:#8a5a9e;stroke-dasharray:9 3 2 3}.hatch path{fill:none;stroke:#fff;stroke-width:1.3}
    """
}
