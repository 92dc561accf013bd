import Foundation

/// The pages of a work: the results of children with what can be done about them.
enum WorkPage {
  /// The head of such a page: its file, and the questions to be asked of it.
  static func html(_ session: Session, _ work: Work, _ view: View, hasIndicators: Bool, body: HTML) -> HTML {
    let language = session.language
    let views = work.views(hasIndicators: hasIndicators, language)
    let tabs = views.map { entry -> HTML in
      let isHere = entry.view == view || (entry.view == .table1 && view == .explain)
      let mark: HTML = isHere ? " aria-current=\"page\"" : ""
      return "<li><a href=\"\(work.path(entry.view))\"\(mark)>\(entry.name)</a></li>"
    }
    let name = views.first { $0.view == view }?.name ?? language("内訳", "Contracts")
    let navigation: HTML =
      views.count > 1 ? "<nav aria-label=\"\(language("結果", "Results"))\"><ul class=\"tabs\">\(tabs)</ul></nav>" : ""
    return Frame.page(
      session, title: "\(name) \(work.title(language))", work: work, view: view,
      body: """
        <p class="soft crumb"><a href="/">\(language("はじめの画面", "First page"))</a> › \(HomePage.name(work.kind, language))</p>
        <h1>\(work.title(language))</h1>
        \(navigation)
        \(body)
        """)
  }

  /// What is shown while a child works.
  static func progress(_ session: Session, _ work: Work, _ calculation: Calculation) -> HTML {
    let language = session.language
    let state =
      calculation.isRunning
      ? language("計算中です（\(calculation.seconds)秒経過）。", "Calculating, for \(calculation.seconds) seconds.")
      : language("計算の順番を待っています（\(calculation.seconds)秒経過）。", "Waiting for a turn, for \(calculation.seconds) seconds.")
    return """
      <section class="progress" aria-live="polite">
      <p><progress aria-label="\(language("計算中", "Calculating"))"></progress></p>
      <p>\(state)\(language("この画面は自動で更新されます。", " This page renews itself."))</p>
      <form method="post" action="/cancel">\(Frame.token(session))<input type="hidden" name="w" value="\(work.id)"><button>\(language("中止する", "Cancel"))</button></form>
      </section>
      """
  }

  /// How to have a result, and the command that gives it.
  static func handOut(_ session: Session, _ work: Work, _ view: View, _ command: CommandLine, forms: [ResultForm])
    -> HTML
  {
    let language = session.language
    let links = forms.map { form -> HTML in
      "<li><a class=\"button\" href=\"/download?w=\(work.id)&amp;v=\(view.rawValue)&amp;f=\(form.rawValue)\">\(name(form, language))</a></li>"
    }
    var further: [HTML] = [
      "<li><a href=\"/bundle?w=\(work.id)&amp;v=\(view.rawValue)\">juchu-bundle.json</a>\(language("（後から同じ結果を確かめるための一式。juchu replay で再計算します）", " (all that is needed to find the result again, by juchu replay)"))</li>"
    ]
    if command.texts.contains(where: { $0.name == "mapping.yaml" }) {
      further.append(
        "<li><a href=\"/mapping?w=\(work.id)\">mapping.yaml</a>\(language("（読み取りの設定）", " (how the file is read)"))</li>"
      )
    }
    if command.texts.contains(where: { $0.name == "policy.yaml" }) {
      further.append("<li><a href=\"/policy?w=\(work.id)\">policy.yaml</a>\(language("（規則）", " (the rule)"))</li>")
    }
    return """
      <section class="hand" aria-labelledby="hand">
      <h2 id="hand">\(language("結果を保存する", "Save the result"))</h2>
      <ul class="links">\(links)</ul>
      <p>\(language("同じ結果をコマンドで得るには：", "The same result in a terminal:"))</p>
      <pre tabindex="0"><code>\(command.shown)</code></pre>
      <ul>\(further)</ul>
      </section>
      """
  }

  private static func name(_ form: ResultForm, _ language: Language) -> String {
    switch form {
    case .json: "JSON"
    case .csv: "CSV"
    case .xlsx: "Excel"
    case .html: language("ページ（HTML）", "Page (HTML)")
    case .docx: "Word"
    case .text: language("テキスト", "Text")
    case .report: language("報告書（HTML）", "Report (HTML)")
    }
  }

  /// What the program says where it did not give a result.
  static func failure(_ session: Session, _ work: Work, _ view: View, _ outcome: Calculation.Outcome) -> HTML {
    let language = session.language
    var remarks = ""
    var further: HTML = ""
    let text: String
    switch outcome {
    case .done(let result):
      remarks = result.remarks
      switch result.end {
      case .timedOut: text = language("時間の上限に達したため、計算を中止しました。", "The time that a calculation may take was over.")
      case .signalled(let signal):
        text = language(
          "計算が途中で終わりました（信号\(signal)）。記憶容量か計算時間の上限に達した可能性があります。",
          "The calculation ended halfway (signal \(signal)): it may have reached its limit of memory or time.")
      case .failedToStart: text = language("計算を始められませんでした。", "The calculation could not be started.")
      default:
        text = language("この資料はこのままでは読めませんでした。", "This could not be read as it is.")
        // What the command line is told to do by an option is a button here.
        further =
          remarks.contains("--rejects") && work.settings.setsAside != true
          ? setAside(session, work, view)
          : (work.kind == .table ? DocumentPages.source(session, work, isOpen: true) : "")
            + reopening(session, work, as: work.kind == .ledger && work.isDocument ? .table : nil)
      }
    case .refused:
      text = language(
        "すでに3つの計算が進んでいます。終わってから開き直してください。",
        "Three calculations are under way already. Open this again when one is done.")
    case .noRoom: text = language("ディスクに空きがありません。", "There is no room on the disk.")
    case .cancelled: text = language("計算を中止しました。", "The calculation was cancelled.")
    }
    let told: HTML = remarks.isEmpty ? "" : "<pre class=\"told\" tabindex=\"0\">\(remarks)</pre>"
    let hint: HTML =
      work.kind == .ledger && view != .inspect
      ? "<p><a href=\"\(work.path(.inspect))\">\(language("読み取りの設定を見直す", "Look at how it is read"))</a></p>" : ""
    return "<p class=\"problem\" role=\"alert\">\(text)</p>\(told)\(further)\(hint)"
  }

  /// The button that sets rows aside which cannot be used.
  private static func setAside(_ session: Session, _ work: Work, _ view: View) -> HTML {
    let language = session.language
    return """
      <form method="post" action="/aside">\(Frame.token(session))<input type="hidden" name="w" value="\(work.id)"><input type="hidden" name="v" value="\(view.rawValue)"><input type="hidden" name="aside" value="1">
      <p class="go"><button>\(language("使えない行を除いて続ける", "Go on without the rows that cannot be used"))</button>
      <span class="soft">\(language("除いた行は、行数を結果に示し、理由とともにCSVで取り出せます。", "The result says how many they are; they can be taken along as CSV, with the reasons."))</span></p>
      </form>
      """
  }

  /// What is said where rows are set aside, and how to undo it.
  static func aside(_ session: Session, _ work: Work, _ view: View) -> HTML {
    guard work.settings.setsAside == true, view != .inspect else { return "" }
    let language = session.language
    return """
      <form method="post" action="/aside" class="notice">\(Frame.token(session))<input type="hidden" name="w" value="\(work.id)"><input type="hidden" name="v" value="\(view.rawValue)">
      \(language("使えない行を除いています。", "Rows that cannot be used are left out."))
      <a href="/rejects?w=\(work.id)&amp;v=\(view.rawValue)">\(language("除いた行と理由（CSV）", "These rows and the reasons (CSV)"))</a>
      <button class="quiet">\(language("除かない", "Leave nothing out"))</button>
      </form>
      """
  }

  /// Buttons that open the same files under another question; one of them where it is known which.
  static func reopening(_ session: Session, _ work: Work, as kind: Work.Kind?) -> HTML {
    guard work.kind != .draw else { return "" }
    let language = session.language
    let kinds = kind.map { [$0] } ?? Work.Kind.allCases.filter { $0 != .draw && $0 != work.kind }
    let buttons = kinds.map { kind -> HTML in
      "<button name=\"kind\" value=\"\(kind.rawValue)\" class=\"other\">\(HomePage.name(kind, language))</button> "
    }
    return """
      <form method="post" action="/reopen" class="reopen">\(Frame.token(session))<input type="hidden" name="w" value="\(work.id)">
      <p>\(language("同じ資料を次のものとして開く：", "Open the same file as:")) \(buttons)</p>
      </form>
      """
  }

  /// What the program remarked beside a result.
  static func remarks(_ text: String, _ language: Language) -> HTML {
    text.isEmpty
      ? "" : "<details><summary>\(language("注記", "Remarks"))</summary><pre tabindex=\"0\">\(text)</pre></details>"
  }

  /// The content of a page that the program made: nothing of its head, so no style of its own.
  static func content(of page: String) -> HTML {
    guard let begin = page.range(of: "<main id=\"content\">"), let end = page.range(of: "</main>", options: .backwards),
      begin.upperBound <= end.lowerBound
    else { return "" }
    return HTML(trusted: "<div class=\"result\">\(page[begin.upperBound..<end.lowerBound])</div>")
  }
}
