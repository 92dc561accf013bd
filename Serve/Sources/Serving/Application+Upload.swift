import HTTPTypes
import HummingbirdCore
import NIOCore

/// What users send, streamed to files without a name.
extension Application {
  private enum Refused: Error {
    case form, token, text, nothing
  }

  /// A form that is being received.
  private struct Receiving {
    var token: String?
    var kind: Work.Kind?
    var pasted: [UInt8] = []
    var uploads: [Upload] = []
    /// The field whose part is open, and what it holds so far.
    var field = ""
    var value: [UInt8] = []
    var open: Upload?
    var seen: Set<String> = []
  }

  /// Text that is pasted may have this many bytes.
  static let mostPasted = 4 << 20

  /// Takes files and makes a work of them.
  func takeUpload(_ request: Request, _ session: Session) async -> Reply {
    let language = session.language
    let tooLarge = Room.Refusal.sessionFull(most: room.limits.session)
    let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    // A body far beyond all room is not even read.
    guard length <= 4 * room.limits.session else { return Reply(closing: refusal(tooLarge, session)) }
    var failure: (any Error)? = length > room.limits.session + (1 << 20) ? tooLarge : nil
    var form = Receiving()
    do {
      var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
      // A body that is refused is read to its end all the same: a browser shows no answer before it has sent everything.
      for try await buffer in request.body where failure == nil {
        do {
          try buffer.withUnsafeReadableBytes { bytes in
            try parser.feed(bytes) { event in try take(event, &form, session) }
          }
        } catch {
          failure = error
          form.uploads = []
          form.open = nil
        }
      }
      if failure == nil { try parser.finish() }
    } catch {
      failure = failure ?? error
    }
    if failure == nil {
      do {
        let work = try finish(form, session)
        guard session.add(work) else { return keyOrNothing(language) }
        return .see(work.path(nil))
      } catch {
        failure = error
      }
    }
    switch failure {
    case let refused as Room.Refusal: return refusal(refused, session)
    case let disk as UnnamedFile.Failure:
      return Frame.problem(
        session, 507,
        disk.isFull
          ? language("ディスクに空きがありません。", "The disk is full.") : language("資料を預かれませんでした。", "The file could not be kept."))
    case let refused as Refused where refused == .token:
      return Frame.problem(
        session, 403, language("この画面は古くなっています。開き直してください。", "This page is out of date. Open it again."))
    case let refused as Refused where refused == .nothing:
      return Frame.problem(session, 422, language("ファイルが選ばれていません。", "No file was chosen."))
    default: return Frame.problem(session, 400, language("送られた内容を読めませんでした。", "What was sent could not be read."))
    }
  }

  private func keyOrNothing(_ language: Language) -> Reply { .plain(401, "401") }

  private func take(_ event: MultipartParser.Event, _ form: inout Receiving, _ session: Session) throws {
    switch event {
    case .part(let name, let file):
      form.field = name
      form.value = []
      guard ["token", "kind", "text", "file"].contains(name), (file != nil) == (name == "file") else {
        throw Refused.form
      }
      guard name == "file" || form.seen.insert(name).inserted else { throw Refused.form }
      guard let file else { return }
      // Nothing is kept of who does not bring back the word of the session's own page.
      guard let token = form.token, Secret.areEqual(token, session.token) else { throw Refused.token }
      let before = session.uploads.files + form.uploads.count
      guard before < room.limits.filesOfSession || file.isEmpty else {
        throw Room.Refusal.tooManyFiles(most: room.limits.filesOfSession)
      }
      form.open = try Upload(name: unique(file, form), room: room, folder: program.temporary)
    case .bytes(let bytes):
      if let upload = form.open {
        let before = form.uploads.reduce(session.uploads.bytes) { $0 + $1.size }
        try upload.append(bytes, session: before)
      } else {
        form.value.append(contentsOf: bytes)
        guard form.value.count <= (form.field == "text" ? Self.mostPasted : 200) else { throw Refused.form }
      }
    case .partEnd:
      if let upload = form.open {
        // A field without a file is sent as a file without a name and without bytes.
        if upload.size > 0 { form.uploads.append(upload) }
        form.open = nil
        return
      }
      guard let text = String(validating: form.value, as: UTF8.self) else { throw Refused.text }
      switch form.field {
      case "token": form.token = text
      case "kind": form.kind = Work.Kind(rawValue: text)
      default: form.pasted = form.value
      }
    case .end: break
    }
  }

  /// A name that no other file of a form has.
  private func unique(_ name: String, _ form: Receiving) -> String {
    let safe = FileName.safe(name)
    let taken = Set(form.uploads.map(\.name)).union(FileName.reserved)
    guard taken.contains(safe) else { return safe }
    var number = 2
    while taken.contains("\(number)-\(safe)") { number += 1 }
    return "\(number)-\(safe)"
  }

  private func finish(_ form: Receiving, _ session: Session) throws -> Work {
    guard let token = form.token, Secret.areEqual(token, session.token) else { throw Refused.token }
    guard let kind = form.kind, kind != .draw else { throw Refused.form }
    var uploads = form.uploads
    if uploads.isEmpty, form.pasted.contains(where: { $0 > 0x20 }) {
      let upload = try Upload(name: DocumentPages.pasted, room: room, folder: program.temporary)
      try upload.append(form.pasted[...], session: session.uploads.bytes)
      uploads = [upload]
    }
    guard !uploads.isEmpty else { throw Refused.nothing }
    return Work(kind: kind, uploads: kind == .ledger || uploads.count == 1 ? uploads : [uploads[0]])
  }

  /// Takes a file of the library as it was listed.
  func takeFromLibrary(_ fields: FormFields, _ session: Session) -> Reply {
    let language = session.language
    guard let library, let word = fields["entry"], let entry = session.read({ $0.library[word] }),
      let kind = fields["kind"].flatMap({ Work.Kind(rawValue: $0) }), kind != .draw
    else { return Frame.problem(session, 404, language("その資料はもうありません。", "That file is not here any more.")) }
    guard let file = library.file(of: entry) else {
      return Frame.problem(
        session, 409,
        language("一覧を開いた後に資料が変わりました。一覧を開き直してください。", "The file has changed since it was listed: open the list again."))
    }
    guard session.uploads.files < room.limits.filesOfSession else {
      return refusal(.tooManyFiles(most: room.limits.filesOfSession), session)
    }
    let name = entry.path.split(separator: "/").last.map(String.init) ?? "file"
    let work = Work(kind: kind, uploads: [Upload(name: name, library: file, room: room)])
    guard session.add(work) else { return keyOrNothing(language) }
    return .see(work.path(nil))
  }

  private func refusal(_ refusal: Room.Refusal, _ session: Session) -> Reply {
    let language = session.language
    switch refusal {
    case .fileTooLarge(let most):
      return Frame.problem(
        session, 413,
        language(
          "ファイルが大きすぎます。1つのファイルは\(Frame.bytes(most))までです。",
          "The file is too large: a file may have \(Frame.bytes(most))."))
    case .sessionFull(let most):
      return Frame.problem(
        session, 413,
        language(
          "預けられる量は合わせて\(Frame.bytes(most))までです。不要な資料を削除してください。",
          "All files together may have \(Frame.bytes(most)): delete some."))
    case .tooManyFiles(let most):
      return Frame.problem(
        session, 429, language("預けられるファイルは\(most)個までです。不要な資料を削除してください。", "There may be \(most) files: delete some."))
    case .serverFull:
      return Frame.problem(
        session, 507, language("このサーバーの空きがありません。しばらくしてからお試しください。", "This server has no room left. Try again later."))
    }
  }
}
