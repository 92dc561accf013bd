/// A page of several results: what stands out, the results, and what their figures rest on.
public struct Report: Sendable {
  private let title: String
  private let sections: [ReportPage.Section]
  private let version: ProgramVersion
  private let language: Language

  /// A report.
  ///
  /// - Parameters:
  ///   - title: of the page; nil for an ordinary one.
  ///   - sections: the results in order.
  ///   - hasBothTables: whether both Table 1 and Table 2 are among them, which are never added.
  ///   - keyPoints: the sentences that the page begins with.
  ///   - methods: what must be known to check a figure; what stands twice is said once.
  public init(
    title: String?, sections: [ReportPage.Section], hasBothTables: Bool, keyPoints: [String], methods: [String],
    version: ProgramVersion,
    language: Language
  ) {
    self.title = title ?? language("公共契約の統計", "Statistics of public contracts")
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
    let glance = Document([.heading(language("要点", "At a glance"), level: 1), .list(points)])
    var seen = Set<String>()
    let basis = Document([
      .heading(language("この数値の作り方", "What these figures rest on"), level: 1),
      .paragraph(
        language(
          "件数・金額・割合は整数と分数で正確に計算し、表示のときに一度だけ丸めている。推定値には誤差とシードを付けた。",
          "Counts, amounts and shares are computed exactly and rounded once, when they are printed. Estimates carry their error and their seed."
        )),
      .list(methods.filter { seen.insert($0).inserted } + ["juchu \(version.identity)"]),
    ])
    self.sections = [.init("glance", glance)] + sections + [.init("basis", basis)]
  }

  /// A section whose heading says of which table it is.
  public static func section(
    _ identifier: String, _ document: Document, of kind: ShareTableResult.Kind?, language: Language
  ) -> ReportPage.Section {
    var document = document
    if let label = kind?.label(language), case .heading(let text, let level)? = document.blocks.first {
      document.blocks[0] = .heading(language("\(label)：\(text)", "\(label): \(text)"), level: level)
    }
    return ReportPage.Section(identifier, document)
  }

  /// The whole report as one document.
  public var document: Document {
    Document([.heading(title, level: 1)] + sections.flatMap { $0.document.blocks })
  }

  /// The tables of the report, each on a sheet of its own.
  public var workbook: Workbook { Workbook(document, language: language) }

  /// The report as one page.
  ///
  /// - Throws: an error of the template library where a built-in template is faulty.
  public func html() throws -> String {
    try ReportPage(title: title, version: version, sections: sections, language: language).html()
  }
}
