import Foundation

/// Pages made of what children wrote.
extension Application {
  /// How long a page waits for its children before it says that they work.
  static let shortWait = Duration.milliseconds(2500)
  /// How much of a result a page shows at most.
  static let mostShown = 8 << 20

  /// The calculation of a command, begun where there is none.
  func calculation(_ work: Work, _ command: CommandLine, _ session: Session) throws(UnnamedFile.Failure) -> Calculation
  {
    let task = try command.task(
      named: work.uploads.map { ($0.name, $0.file) }, temporary: program.temporary, threads: threads, seconds: seconds)
    return work.calculation(command.key) {
      Calculation(session: session.id, turns: turns, program: program, task: task)
    }
  }

  /// What a page needs, one child after the other.
  enum Needed {
    case results([ChildResult])
    case under(Calculation)
    case failed(Calculation.Outcome)
  }

  /// Waits for the results of commands, of which each must have ended well.
  func results(_ work: Work, _ commands: [CommandLine], _ session: Session) async -> Needed {
    let deadline = ContinuousClock.now + Self.shortWait
    var all: [ChildResult] = []
    for command in commands {
      guard let calculation = try? calculation(work, command, session) else { return .failed(.noRoom) }
      let outcome = await calculation.outcome(within: deadline - .now)
      switch outcome {
      case nil: return .under(calculation)
      case .done(let result):
        guard case .exited(let code) = result.end, (0...2).contains(code) else { return .failed(.done(result)) }
        all.append(result)
      case let other?: return .failed(other)
      }
    }
    return .results(all)
  }

  /// The page of a question.
  func page(_ work: Work, _ view: View, _ session: Session) async -> Reply {
    let language = session.language
    func command(_ view: View, _ form: ResultForm) -> CommandLine? { work.command(view, form, language) }
    let forms: [(View, ResultForm)] =
      switch view {
      case .inspect, .table1, .table2: [(view, .json)]
      case .audit: [(.audit, .json), (.extract, .json), (.audit, .html)]
      case .extract: [(.extract, .json), (.extract, .html)]
      default: [(view, .html)]
      }
    let commands = forms.compactMap { command($0.0, $0.1) }
    guard commands.count == forms.count, view != .indicators || hasIndicators else {
      return Frame.problem(session, 404, language("その結果はありません。", "There is no such result."))
    }
    let before = controls(session, work, view) + WorkPage.aside(session, work, view)
    switch await results(work, commands, session) {
    case .under(let calculation):
      var reply = Reply.page(whole(session, work, view, before + WorkPage.progress(session, work, calculation)))
      reply.headers.append(("Refresh", "1"))
      return reply
    case .failed(let outcome):
      let isBusy = if case .refused = outcome { true } else { false }
      let body = before + WorkPage.failure(session, work, view, outcome)
      return .page(whole(session, work, view, body), status: isBusy ? 429 : 200)
    case .results(let results):
      guard let body = shown(session, work, view, results) else {
        return Frame.problem(session, 500, language("結果を表示できませんでした。", "The result could not be shown."))
      }
      let last = commands[commands.count - 1]
      let remarks = WorkPage.remarks(results[0].remarks, language)
      let hand: HTML =
        view == .inspect ? "" : WorkPage.handOut(session, work, view, last.with(.json), forms: handedOut(work, view))
      return .page(whole(session, work, view, before + body + remarks + hand))
    }
  }

  private func handedOut(_ work: Work, _ view: View) -> [ResultForm] {
    let hasReport = (work.kind == .ledger || work.kind == .table) && view != .explain && view != .extract
    return [.xlsx, .docx, .csv, .json, .html] + (hasReport ? [.report] : [])
  }

  /// A page of a work around its body.
  func whole(_ session: Session, _ work: Work, _ view: View, _ body: HTML) -> HTML {
    WorkPage.html(session, work, view, hasIndicators: hasIndicators, body: body)
  }

  /// What may be changed above a result.
  private func controls(_ session: Session, _ work: Work, _ view: View) -> HTML {
    switch view {
    case .whatif: LotteryPages.rule(session, work)
    case .fair: LotteryPages.test(session, work)
    case .audit, .extract: DocumentPages.controls(session, work)
    default: ""
    }
  }

  /// A result as a piece of a page; nil where it cannot be understood.
  private func shown(_ session: Session, _ work: Work, _ view: View, _ results: [ChildResult]) -> HTML? {
    let language = session.language
    func decoded<Value: Decodable>(_ type: Value.Type, _ index: Int) -> Value? {
      try? JSONDecoder().decode(type, from: Data(results[index].output.bytes(atMost: Self.mostShown * 8)))
    }
    func content(_ index: Int) -> HTML {
      guard results[index].output.size <= Self.mostShown else {
        return
          "<p class=\"notice\">\(language("結果が大きいため、ここには表示しません。下から保存してください。", "The result is too large to be shown here: save it below."))</p>"
      }
      return WorkPage.content(of: results[index].output.text(atMost: Self.mostShown))
    }
    switch view {
    case .inspect: return decoded(Profile.self, 0).map { LedgerPages.inspect(session, work, $0) }
    case .table1, .table2: return decoded(TableResult.self, 0).map { LedgerPages.table(session, work, view, $0) }
    case .audit:
      guard let audit = decoded(Audit.self, 0), let extraction = decoded(Extraction.self, 1) else { return content(2) }
      return DocumentPages.marked(session, extraction, audit) + DocumentPages.source(session, work, isOpen: false)
        + content(2)
    case .extract:
      return (decoded(Extraction.self, 0).map { DocumentPages.labels(session, work, $0) } ?? "") + content(1)
    case .explain:
      return "<p><a href=\"\(work.path(.table1))\">\(language("表1へ戻る", "Back to Table 1"))</a></p>" + content(0)
    case .whatif: return "<div id=\"instant\" aria-live=\"polite\">" + content(0) + "</div>"
    default: return content(0)
    }
  }

  /// Takes a choice and shows what follows from it.
  func settle(_ route: Route, _ fields: FormFields, _ work: Work, _ session: Session) async -> Reply {
    let language = session.language
    switch route {
    case .settle:
      let sheet = fields["sheet"].flatMap { Int($0) }.flatMap { (1...1000).contains($0) ? $0 : nil }
      if sheet != work.settings.sheet {
        // Another sheet has other columns: it is looked at first.
        work.change {
          $0.sheet = sheet
          $0.mapping = nil
        }
        return .see(work.path(.inspect))
      }
      guard let command = work.command(.inspect, .json, language),
        case .results(let results) = await results(work, [command], session),
        let profile = try? JSONDecoder().decode(
          Profile.self, from: Data(results[0].output.bytes(atMost: Self.mostShown)))
      else { return .see(work.path(.inspect)) }
      let mapping = Mapping(fields, of: profile, sheet: sheet)
      // Nothing that differs from what the program finds by itself needs a mapping.
      let isPlain =
        mapping.words.isEmpty && mapping.unit.isEmpty && mapping.tax == "unstated" && sheet == nil
        && profile.columns.allSatisfy { column in
          (column.field ?? "") == (fields["column-\(column.number)"] ?? "")
        }
      work.change { $0.mapping = isPlain ? nil : mapping }
      return .see(work.path(.table1))
    case .explain:
      guard let cell = fields["cell"].flatMap({ Settings.Cell($0) }) else { return .see(work.path(.table1)) }
      work.change { $0.cell = cell }
      return .see(work.path(.explain))
    case .document:
      work.change {
        $0.pages = fields["pages"].flatMap { Settings.pages($0) }
        $0.table = fields["table"].flatMap { Int($0) }.flatMap { (1...500).contains($0) ? $0 : nil }
        let rule = fields["rounding"] ?? ""
        $0.rounding = DocumentPages.roundings.contains { $0.word == rule && !rule.isEmpty } ? rule : nil
      }
      return .see(work.path(fields["v"] == "extract" ? .extract : .audit))
    case .labels: return await correctLabels(fields, work, session)
    case .aside:
      let view = fields["v"].flatMap { View(rawValue: $0) } ?? work.firstView
      work.change { $0.setsAside = fields["aside"] == "1" ? true : nil }
      return .see(work.path(view))
    case .rule:
      work.change { $0.policy.take(fields) }
      return fields["part"] == "1" ? await part(work, session) : .see(work.path(.whatif))
    case .test:
      if let word = fields["policy"], LotteryPages.policies.contains(where: { $0.word == word }) {
        work.change { $0.testPolicy = word }
      }
      return .see(work.path(.fair))
    default: return .plain(404, "404 not found")
    }
  }

  /// Makes a table of its own of one whose labels were put right, and shows what its check finds.
  private func correctLabels(_ fields: FormFields, _ work: Work, _ session: Session) async -> Reply {
    let language = session.language
    let commands = [ResultForm.json, .csv].compactMap { work.command(.extract, $0, language) }
    guard work.kind == .table, commands.count == 2,
      case .results(let results) = await results(work, commands, session),
      let extraction = try? JSONDecoder().decode(
        Extraction.self, from: Data(results[0].output.bytes(atMost: Self.mostShown * 8))),
      extraction.tables.count == 1, let table = extraction.tables.first
    else { return .see(work.path(.extract)) }
    let correction = LabelCorrection(
      fields, rows: table.rowLabels.map(\.label), categories: table.categoryLabels.map(\.label))
    guard let text = correction.applied(to: results[1].output.text(atMost: Self.mostShown)) else {
      return .see(work.path(.extract))
    }
    do {
      let name = (work.uploads.first?.name ?? "table").split(separator: ".").dropLast().joined(separator: ".")
      let upload = try Upload(
        name: (name.isEmpty ? "table" : name) + "-\(language("見出し修正", "labels")).csv", room: room,
        folder: program.temporary)
      try upload.append(Array(text.utf8)[...], session: session.uploads.bytes)
      let corrected = Work(kind: .table, uploads: [upload])
      corrected.change { $0.rounding = work.settings.rounding }
      guard session.uploads.files < room.limits.filesOfSession, session.add(corrected) else {
        throw Room.Refusal.serverFull
      }
      return .see(corrected.path(.audit))
    } catch {
      return Frame.problem(session, 507, language("空きがありません。", "There is no room."))
    }
  }

  /// The result of a rule alone, as the script puts it into its page.
  private func part(_ work: Work, _ session: Session) async -> Reply {
    guard let command = work.command(.whatif, .html, session.language) else { return .plain(404, "404 not found") }
    switch await results(work, [command], session) {
    case .results(let results):
      return .page(WorkPage.content(of: results[0].output.text(atMost: Self.mostShown)))
    case .failed(let outcome): return .page(WorkPage.failure(session, work, .whatif, outcome))
    case .under(let calculation): return .page(WorkPage.progress(session, work, calculation), status: 202)
    }
  }

  /// A draw as it was typed.
  func startDraw(_ fields: FormFields, _ session: Session) async -> Reply {
    let language = session.language
    var rows: [Settings.DrawRow] = []
    for number in 1...DrawPage.mostFirms {
      let row = Settings.DrawRow(
        firm: String((fields["firm-\(number)"] ?? "").prefix(60)),
        number: String((fields["number-\(number)"] ?? "").prefix(6)),
        arrival: String((fields["arrival-\(number)"] ?? "").prefix(30)))
      if row != Settings.DrawRow(firm: "", number: "", arrival: "") { rows.append(row) }
    }
    let word = fields["scheme"] ?? ""
    let scheme = DrawPage.schemes.contains { $0.word == word } ? word : DrawPage.schemes[0].word
    guard rows.count >= 2, rows.allSatisfy({ !$0.firm.isEmpty }) else {
      let problem = language("業者を2者以上、名称とともに入力してください。", "Type two firms or more, with their names.")
      return .page(DrawPage.form(session, rows, problem, scheme: scheme), status: 422)
    }
    do {
      let upload = try Upload(name: "draw.csv", room: room, folder: program.temporary)
      try upload.append(Array(DrawPage.bids(rows).utf8)[...], session: session.uploads.bytes)
      var settings = Settings()
      settings.scheme = scheme
      settings.draw = rows
      let work = Work(kind: .draw, uploads: [upload], settings: settings)
      guard session.uploads.files < room.limits.filesOfSession, session.add(work) else { throw Room.Refusal.serverFull }
      return .see(work.path(.draw))
    } catch {
      return Frame.problem(session, 507, language("空きがありません。", "There is no room."))
    }
  }
}

extension CommandLine {
  /// The same command with another form of its result.
  func with(_ form: ResultForm) -> CommandLine {
    var other = self
    other.form = form
    return other
  }
}
