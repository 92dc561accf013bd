import Mustache

/// One self-contained page in HTML: no request, no script, for screens of any width and for A4.
package struct ReportPage {
  /// A part of the page.
  package struct Section: Sendable {
    /// The anchor of the section, in ASCII letters, digits and hyphens.
    package var identifier: String
    /// What it says; its first heading is the section's.
    package var document: Document

    /// A section with an anchor.
    package init(_ identifier: String, _ document: Document) {
      self.identifier = identifier
      self.document = document
    }
  }

  private let title: String
  private let version: ProgramVersion
  private let sections: [Section]
  private let language: Language
  private let tables: MustacheTemplate
  private let page: MustacheTemplate

  /// A page of some sections.
  ///
  /// - Throws: an error of the template library where a built-in template is faulty.
  package init(
    title: String, version: ProgramVersion, sections: [Section], language: Language
  ) throws {
    self.title = title
    self.version = version
    self.sections = sections
    self.language = language
    tables = try MustacheTemplate(string: String(decoding: PackageResources.table_mustache, as: UTF8.self))
    page = try MustacheTemplate(string: String(decoding: PackageResources.page_mustache, as: UTF8.self))
  }

  /// A page of one result, under the result's own heading.
  package init(_ document: Document, version: ProgramVersion, language: Language) throws {
    var title = "juchu"
    if case .heading(let text, _)? = document.blocks.first { title = text }
    try self.init(
      title: title, version: version, sections: [Section("result", document)], language: language)
  }

  /// The page as text.
  package func html() -> String {
    page.render([
      "lang": language.rawValue, "version": version.identity, "title": VisibleText.of(title),
      "style": String(decoding: PackageResources.style_css, as: UTF8.self),
      "skip": language("本文へ", "Skip to the content"), "contents": language("目次", "Contents"),
      "footer": language(
        "juchu \(version.identity) で作成。このページだけで完結し、外部へ接続しない。",
        "Made by juchu \(version.identity). The page is complete in itself and connects to nothing."),
      "sections": sections.map { section -> [String: Any] in
        [
          "id": section.identifier, "title": VisibleText.of(heading(of: section)), "body": body(of: section),
          // A page of one section has its title above already.
          "same": sections.count == 1 && heading(of: section) == title,
        ]
      },
    ])
  }

  /// The body of the first section alone, as it may stand in another page.
  package func fragment() -> String { sections.first.map { body(of: $0) } ?? "" }

  private func heading(of section: Section) -> String {
    if case .heading(let text, _)? = section.document.blocks.first { text } else { section.identifier }
  }

  private func body(of section: Section) -> String {
    var blocks = section.document.blocks
    if case .heading? = blocks.first { blocks.removeFirst() }
    var label = heading(of: section)
    var charts = 0
    var lines: [String] = []
    for (index, block) in blocks.enumerated() {
      switch block {
      case .heading(let text, let level):
        label = text
        let tag = "h\(min(6, level + 1))"
        lines.append("<\(tag)>\(HTMLText.escaped(text))</\(tag)>")
      case .paragraph(let text): lines.append("<p>\(HTMLText.escaped(text))</p>")
      case .list(let items):
        let list = "<ul>" + items.map { "<li>\(HTMLText.escaped($0))</li>" }.joined() + "</ul>"
        // What a document ends with is what its figures rest on.
        lines.append(index == blocks.count - 1 ? "<div class=\"basis\">\(list)</div>" : list)
      case .table(let table): lines.append(tables.render(HTMLTable(table, label: label).context))
      case .chart(let chart):
        charts += 1
        lines.append(figure(chart, identifier: "\(section.identifier)-\(charts)"))
      }
    }
    return lines.joined(separator: "\n")
  }

  private func figure(_ chart: Chart, identifier: String) -> String {
    let data = tables.render(HTMLTable(chart.data(language), label: chart.title).context)
    return """
      <figure><figcaption>\(HTMLText.escaped(chart.title))</figcaption>\(chart.svg(identifier: identifier))
      <details><summary>\(language("グラフの数値", "Data of the chart"))</summary>\(data)</details></figure>
      """
  }
}
