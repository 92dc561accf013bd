/// Results as files that are handed out.
extension Application {
  /// A result as a file.
  func download(_ work: Work, _ view: View, _ form: ResultForm, _ session: Session) async -> Reply {
    let language = session.language
    guard let command = work.command(view, form, language), view != .indicators || hasIndicators,
      let calculation = try? calculation(work, command, session)
    else { return Frame.problem(session, 404, language("その結果はありません。", "There is no such result.")) }
    switch await calculation.outcome(within: .seconds(20)) {
    case nil:
      var reply = Reply.page(whole(session, work, view, WorkPage.progress(session, work, calculation)))
      reply.headers.append(("Refresh", "1"))
      return reply
    case .done(let result)?:
      guard case .exited(let code) = result.end, (0...2).contains(code) else {
        return .page(whole(session, work, view, WorkPage.failure(session, work, view, .done(result))))
      }
      let name = form == .report ? "report" : view.rawValue
      return .download(.file(result.output), name: "juchu-\(name).\(form.suffix)", mediaType: form.mediaType)
    case let other?:
      return .page(whole(session, work, view, WorkPage.failure(session, work, view, other)), status: 429)
    }
  }

  /// A result as a bundle.
  func bundle(_ work: Work, _ view: View, _ session: Session) async -> Reply {
    let language = session.language
    let commands = [ResultForm.json, .csv].compactMap { work.command(view, $0, language) }
    guard commands.count == 2, view != .inspect, view != .indicators || hasIndicators else {
      return Frame.problem(session, 404, language("その結果はありません。", "There is no such result."))
    }
    switch await results(work, commands, session) {
    case .under(let calculation):
      var reply = Reply.page(whole(session, work, view, WorkPage.progress(session, work, calculation)))
      reply.headers.append(("Refresh", "1"))
      return reply
    case .failed(let outcome): return .page(whole(session, work, view, WorkPage.failure(session, work, view, outcome)))
    case .results(let results):
      let sizes = results.reduce(0) { $0 + $1.output.size }
      let inputs = work.uploads.compactMap { upload in
        upload.file.sha256.map { ResultBundle.Input(name: upload.name, sha256: $0, bytes: upload.size) }
      }
      let bundle = ResultBundle(
        program: identity, kind: work.kind, view: view, language: language, settings: work.settings, inputs: inputs,
        results: .init(
          json: results[0].output.text(atMost: ResultBundle.mostBytes),
          csv: results[1].output.text(atMost: ResultBundle.mostBytes)))
      guard sizes < ResultBundle.mostBytes / 2, inputs.count == work.uploads.count, let bytes = try? bundle.encoded()
      else {
        return Frame.problem(session, 413, language("結果が大きいため、まとめられません。", "The result is too large for a bundle."))
      }
      return .download(.bytes(bytes), name: "juchu-bundle.json", mediaType: "application/json")
    }
  }

  /// The rows that a result does not hold, as a file.
  func rejects(_ work: Work, _ view: View, _ session: Session) async -> Reply {
    guard let command = work.command(view, .json, session.language), work.settings.setsAside == true,
      case .results(let results) = await results(work, [command], session), let file = results[0].rejects
    else { return Frame.problem(session, 404, session.language("その結果はありません。", "There is no such result.")) }
    return .download(.file(file), name: "juchu-rejects.csv", mediaType: ResultForm.csv.mediaType)
  }
}
