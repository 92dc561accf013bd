import Procurement

/// A page of several results: what stands out, the results, and what their figures rest on.
package struct Report: Sendable {
  private let title: String
  private var sections: [ReportPage.Section]
  private let version: ProgramVersion
  private let language: Language

  /// A report.
  ///
  /// - Parameters:
  ///   - title: of the page.
  ///   - pictures: what is shown beside the sentences of the first page.
  ///   - hasOverview: whether the page begins with the sentences that matter most.
  ///   - hasBasis: whether it ends with what must be known to check a figure.
  ///   - sections: the results in order.
  ///   - hasBothTables: whether both Table 1 and Table 2 are among them, which are never added.
  ///   - keyPoints: the sentences that the page begins with.
  ///   - methods: what must be known to check a figure; what stands twice is said once.
  package init(
    title: String, pictures: [Chart] = [], hasOverview: Bool = true, hasBasis: Bool = true,
    sections: [ReportPage.Section], hasBothTables: Bool, keyPoints: [String], methods: [String],
    version: ProgramVersion,
    language: Language
  ) {
    self.title = title
    self.version = version
    self.language = language
    var points = keyPoints
    if hasBothTables {
      points.append(
        language(
          "表1（市の契約）と表2（補助金交付先の発注）は対象が異なり、合算も照合もできない。",
          "Table 1 (the city's contracts) and Table 2 (orders of subsidy recipients) are of different populations and are never added."
        ))
    }
    let glance = Document(
      [.heading(language("概要", "At a glance"), level: 1), .list(points)] + pictures.map { .chart($0) })
    var seen = Set<String>()
    let basis = Document([
      .heading(language("算定方法と出典", "What these figures rest on"), level: 1),
      .paragraph(
        language(
          "件数・金額・割合は整数と分数で正確に計算し、端数処理は表示の際に1回だけ行う。推定値には誤差と乱数の種を付けた。",
          "Counts, amounts and shares are computed exactly and rounded once, when they are printed. Estimates carry their error and their seed."
        )),
      .list(methods.filter { seen.insert($0).inserted } + ["juchu \(version.identity)"]),
    ])
    self.sections =
      (hasOverview ? [.init("overview", glance)] : []) + sections + (hasBasis ? [.init("basis", basis)] : [])
  }

  /// A section whose heading says of which table it is.
  package static func section(
    _ identifier: String, _ document: Document, of kind: ShareTableResult.Kind?, language: Language
  ) -> ReportPage.Section {
    var document = document
    if let label = kind?.label(language), case .heading(let text, let level)? = document.blocks.first {
      document.blocks[0] = .heading(language("\(label)：\(text)", "\(label): \(text)"), level: level)
    }
    return ReportPage.Section(identifier, document)
  }

  /// A chart of the first page, whose title says of which table it is: two stand beside each other.
  package static func picture(_ chart: Chart, of kind: ShareTableResult.Kind?, language: Language) -> Chart {
    var chart = chart
    if let label = kind?.label(language) { chart.title = language("\(label)：", "\(label): ") + chart.title }
    return chart
  }

  /// The title of a report: whose contracts, and of which years.
  package static func title(city: String?, years: [FiscalYear], _ language: Language) -> String {
    let labels = Labels(language: language)
    let name = city.map { language("\($0) ", "\($0): ") } ?? ""
    guard let first = years.first, let last = years.last else {
      return name + language("入札とくじの統計", "Statistics of tenders and lots")
    }
    let period =
      first == last
      ? labels.year(first)
      : language("\(labels.year(first))～\(labels.year(last))", "\(labels.year(first)) to \(labels.year(last))")
    return name + language("契約実績の概要（\(period)）", "Public contracts, \(period)")
  }

  /// The report with numbers as a language prints them.
  package func printed(negative: NegativeSign?) -> Report {
    var report = self
    for index in sections.indices {
      report.sections[index].document = sections[index].document.printed(in: language, negative: negative)
    }
    return report
  }

  /// The whole report as one document.
  package var document: Document {
    Document([.heading(title, level: 1)] + sections.flatMap { $0.document.blocks })
  }

  /// The tables of the report, each on a sheet of its own.
  package var workbook: Workbook { Workbook(document, language: language) }

  /// The report as one page.
  ///
  /// - Throws: an error of the template library where a built-in template is faulty.
  package func html() throws -> String {
    try ReportPage(title: title, version: version, sections: sections, language: language).html()
  }
}
