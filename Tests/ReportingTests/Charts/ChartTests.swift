import Procurement
import Testing

@testable import Reporting

@Suite("Charts")
struct ChartTests {
  private let bars = Chart(
    "T", summary: "s",
    .bars(
      .init(groups: [
        .init("工事", [.init(to: 40, text: "40.00 %")]), .init("goods", [.init(to: -20, text: "-20.00 %", style: .fall)]),
      ])))

  @Test("bars in text begin and end in proportion, from the least to the greatest")
  func plainText() {
    let lines: [String] = bars.plainText(width: 30)
    #expect(lines[0] == "T")
    #expect(lines[1] == "工事    40.00 % │          " + String(repeating: "█", count: 20))
    #expect(lines[2] == "goods  -20.00 % │" + String(repeating: "█", count: 10))
  }

  @Test("text shows bars only where they are asked for; Markdown never does")
  func asked() {
    let document = Document([.heading("H", level: 1), .chart(bars)])
    #expect(!PlainText.render(document).contains("█"))
    #expect(PlainText.render(document, plots: true).contains("█"))
    #expect(Markdown.render(document) == "## H\n")
  }

  @Test("nothing drawn lies outside the drawing")
  func inside() {
    let svg = bars.svg(identifier: "i")
    for match in svg.matches(of: /<rect x="([0-9.]+)" y="[0-9.]+" width="([0-9.]+)"/) {
      let (x, width) = (Double(match.1) ?? -1, Double(match.2) ?? -1)
      #expect(x >= 0)
      #expect(x + width <= 440)
    }
    #expect(svg.contains("class=\"fall\""))
  }

  @Test("bars are told apart without colour: every series and every fall has marks of its own")
  func hatching() {
    let marks = (0..<8).map { Hatching(.series($0)) }
    #expect(marks[0] == nil)
    #expect(Set(marks.compactMap(\.self)).count == 7)
    #expect(Hatching(.fall) != Hatching(.rise))
    let svg = bars.svg(identifier: "i")
    #expect(svg.contains("<pattern id=\"i-rising\""))
    #expect(svg.contains("fill=\"url(#i-rising)\""))
    #expect(svg.matches(of: /url\(#/).count == 1)
  }

  @Test("a waterfall ends where the share ends")
  func waterfall() throws {
    let chart = Chart.waterfall(
      "R", from: FixedPoint(units: 3487, decimals: 2), to: FixedPoint(units: 4860, decimals: 2),
      parts: [("a", FixedPoint(units: 2208, decimals: 2)), ("b", FixedPoint(units: -835, decimals: 2))],
      years: ("1", "2"), .english)
    guard case .bars(let bars) = chart.figure else { return }
    let last = try #require(bars.groups[2].bars.first)
    #expect(abs(last.to - 48.60) < 1e-9)
    #expect(last.style == .fall)
    #expect(bars.groups.map(\.label) == ["1", "a", "b", "2"])
  }

  @Test("a curve's height between points is on the line between them")
  func height() {
    let curve = Chart.Curves.Curve("c", [.init(x: 0, y: 0), .init(x: 0.5, y: 0.2), .init(x: 1, y: 1)])
    #expect(abs(curve.height(at: 0.25) - 0.1) < 1e-12)
    #expect(abs(curve.height(at: 0.75) - 0.6) < 1e-12)
    #expect(curve.height(at: 1) == 1)
  }
}
