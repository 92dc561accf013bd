import Testing

@testable import Reporting

@Suite("Pages")
struct ReportPageTests {
  private func page(_ blocks: [Document.Block]) throws -> String {
    try ReportPage(
      title: "T", version: "0", sections: [.init("a", Document([.heading("A", level: 1)] + blocks))],
      language: .english
    ).html()
  }

  @Test("a page asks for nothing and runs nothing")
  func selfContained() throws {
    let html = try page([.paragraph("x"), .list(["y"])])
    for forbidden in ["<script", "http://", "https://", "@import", "url(", "src="] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    #expect(html.hasPrefix("<!DOCTYPE html>"))
  }

  @Test("markup in texts of any block is text", arguments: ["<script>alert(1)</script>", "\"'&<>", "a\u{202E}b"])
  func injection(_ text: String) throws {
    var table = TextTable([.init(text, .left, group: text), .init("n")])
    table.rows = [[text, text]]
    let bars = Chart(
      text, summary: text, .bars(.init(series: [text, "b"], groups: [.init(text, [.init(to: 1, text: text)])])))
    let html = try page([.heading(text, level: 2), .paragraph(text), .list([text]), .table(table), .chart(bars)])
    #expect(!html.contains("<script>alert"))
    #expect(!html.contains("\u{202E}"))
    #expect(!html.contains("\"'&<>"))
  }

  @Test("heads span their columns, a word spans the lines that it stands for")
  func spans() {
    var table = TextTable([
      .init("C", .left), .init("R", .left), .init("x", group: "G"), .init("y", group: "G"),
    ])
    table.rows = [["goods", "a", "1", "2"], ["", "b", "3", "4"], ["works", "a", "5", "6"]]
    table.separators = [2]
    let context = HTMLTable(table, label: "L").context
    let heads = context["heads"] as? [[String: Any]] ?? []
    #expect(heads.map { $0["text"] as? String } == ["C", "R", "G"])
    #expect(heads.last?["columns"] as? String == "2")
    let bodies = context["bodies"] as? [[String: Any]] ?? []
    #expect(bodies.count == 2)
    let lines = bodies.first?["lines"] as? [[String: Any]] ?? []
    let cells = lines.map { ($0["cells"] as? [[String: Any]] ?? []).map { $0["text"] as? String ?? "" } }
    #expect(cells == [["goods", "a", "1", "2"], ["b", "3", "4"]])
  }

  @Test("every chart has a text alternative and its data")
  func alternatives() throws {
    let curves = Chart(
      "Lorenz", summary: "says it",
      .curves(
        .init(
          horizontal: "h", vertical: "v", diagonal: "d", curves: [.init("c", [.init(x: 0, y: 0), .init(x: 1, y: 1)])])))
    let html = try page([.chart(curves)])
    #expect(html.contains("<title id=\"a-1-t\">Lorenz</title>"))
    #expect(html.contains("<desc id=\"a-1-d\">says it</desc>"))
    #expect(html.contains("50.0 %"))
  }
}
