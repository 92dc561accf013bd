import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTP1

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The server's answers: what comes in is judged here, and read or calculated by children alone.
final class Application: Sendable {
  /// How users are let in.
  enum Access: Sendable {
    /// By the key that the terminal shows.
    case key(KeyRing)
    /// By the password of the server.
    case password(PasswordGate)
    /// By the proxy in front of the socket, which has signed them in already.
    case proxy
  }

  let rules: RequestRules
  let cookies: Cookies
  let access: Access
  let sessions: Sessions
  let room: Room
  let turns: Turns
  let program: ChildProgram
  let connections: Connections
  let threads: Int
  let seconds: Int
  let hasIndicators: Bool
  let library: Library?
  /// The program's version and what it was built from.
  let identity: String
  let log: @Sendable (String) -> Void

  init(
    rules: RequestRules, cookies: Cookies, access: Access, sessions: Sessions, room: Room, turns: Turns,
    program: ChildProgram, connections: Connections, threads: Int, seconds: Int, hasIndicators: Bool,
    library: Library?, identity: String, log: @escaping @Sendable (String) -> Void
  ) {
    self.rules = rules
    self.cookies = cookies
    self.access = access
    self.sessions = sessions
    self.room = room
    self.turns = turns
    self.program = program
    self.connections = connections
    self.threads = threads
    self.seconds = seconds
    self.hasIndicators = hasIndicators
    self.library = library
    self.identity = identity
    self.log = log
  }

  /// Forms are small; only uploads are not.
  static let mostFormBytes = 1 << 20

  /// Answers a request of a connection.
  func respond(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
    let began = ContinuousClock.now
    connections.mark(channel, isBusy: true)
    defer { connections.mark(channel, isBusy: false) }
    let (route, reply) = await answer(request, channel)
    let body = reply.responseBody
    log("\(route) \(reply.status) \((ContinuousClock.now - began) / .milliseconds(1)) ms \(reply.length) bytes")
    try await writer.write(response: reply.head, body: body)
    if reply.closes { throw ChannelError.eof }
  }

  private func answer(_ request: Request, _ channel: any Channel) async -> (String, Reply) {
    let target = request.head.path ?? "/"
    let cut = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(cut.first ?? "/")
    let head = RequestRules.Head(request.head)
    if request.method == .get, let asset = Assets.reply(path) { return (path, asset) }
    let language = acceptedLanguage(request)
    guard let route = Route(rawValue: path) else {
      guard request.method == .get else { return ("other", .plain(404, "404 not found")) }
      guard find(head) != nil else { return ("other", keyPage(language, status: 401)) }
      return ("other", .plain(404, "404 not found"))
    }
    let user = find(head)
    do throws(RequestRules.Refusal) {
      // What another site asks for is no data where nobody has signed in: it is the form for the key.
      if request.method == .post { try rules.checkChange(head) } else if user != nil { try rules.checkReading(head) }
    } catch {
      return (route.rawValue, refused(.plain(error.status, "\(error.status) \(error.reason)"), request))
    }
    guard route.isChange == (request.method == .post) else {
      return (route.rawValue, refused(.plain(405, "405 not that way"), request))
    }
    if route == .session { return (path, await signIn(request, language)) }
    guard let (session, isFirst) = user else {
      return (path, refused(keyPage(language, status: 401), request))
    }
    connections.mark(channel, isBusy: true, isSignedIn: true)
    var reply: Reply
    if route == .upload {
      reply = await takeUpload(request, session)
    } else if route.isChange {
      reply = await change(route, request, session)
    } else {
      let query = (try? FormFields(cut.count > 1 ? Array(cut[1].utf8) : [])) ?? FormFields()
      reply = await show(route, query, session)
    }
    if isFirst, let dropping = cookies.droppingPlain { reply.headers.append(("Set-Cookie", dropping)) }
    return (path, reply)
  }

  /// An answer to a request whose body is not wanted: a short one is read all the same, for a client that sends shows no answer.
  private func refused(_ reply: Reply, _ request: Request) -> Reply {
    let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    return length > 4 * Self.mostFormBytes ? Reply(closing: reply) : reply
  }

  /// The session of a request, and whether the strict cookie came back for the first time.
  private func find(_ head: RequestRules.Head) -> (Session, Bool)? {
    let headers = head.values("cookie")
    if let id = Cookies.value(cookies.strict, in: headers), let session = sessions.find(id) {
      let isFirst = session.isStrict.withLock { isStrict in
        defer { isStrict = true }
        return !isStrict
      }
      return (session, isFirst)
    }
    if let name = cookies.plain, let id = Cookies.value(name, in: headers), let session = sessions.find(id),
      !session.isStrict.withLock({ $0 })
    {
      return (session, false)
    }
    return nil
  }

  private func acceptedLanguage(_ request: Request) -> Language {
    let first = request.headers[.acceptLanguage]?.prefix(2).lowercased()
    return first == "en" ? .en : .ja
  }

  private func keyPage(_ language: Language, status: Int, problem: String? = nil, done: String? = nil) -> Reply {
    let asked: KeyPage.Asked =
      switch access {
      case .key: .key
      case .password: .password
      case .proxy: .nothing
      }
    return .page(KeyPage.html(language, problem: problem, done: done, asks: asked), status: status)
  }

  /// The fields of a form in the body of a request; nil where it is none, or too long.
  private func form(_ request: Request) async -> FormFields? {
    guard request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true,
      let length = request.headers[.contentLength].flatMap({ Int($0) }), length <= Self.mostFormBytes
    else { return nil }
    var bytes: [UInt8] = []
    do {
      for try await buffer in request.body { bytes.append(contentsOf: buffer.readableBytesView) }
    } catch { return nil }
    return try? FormFields(bytes)
  }

  private func signIn(_ request: Request, _ language: Language) async -> Reply {
    guard let fields = await form(request) else { return refused(.plain(400, "400 no form"), request) }
    let chosen = fields["language"].flatMap { Language(rawValue: $0) } ?? language
    switch access {
    case .proxy: break
    case .password(let gate):
      switch await gate.check(fields["password"] ?? "") {
      case .right: break
      case .wrong:
        return keyPage(chosen, status: 403, problem: chosen("パスワードが違います。", "This is not the password."))
      case .busy:
        return keyPage(
          chosen, status: 429,
          problem: chosen("確認の順番待ちが多すぎます。しばらくしてからお試しください。", "Too many passwords are being checked. Try again later."))
      }
    case .key(let ring):
      guard let key = fields["key"], ring.take(String(key.filter { !$0.isWhitespace })) else {
        let problem = chosen(
          "このキーは使えません。端末に表示されている最新のキーを入力してください。",
          "This key cannot be used. Enter the newest one that the terminal shows.")
        return keyPage(chosen, status: 403, problem: problem)
      }
    }
    do {
      // Whoever signs in gets a new session: no word that was there before is taken over.
      let session = try sessions.begin(chosen)
      var reply = Reply.see("/")
      for cookie in cookies.setting(session.id) { reply.headers.append(("Set-Cookie", cookie)) }
      return reply
    } catch {
      return keyPage(
        chosen, status: 429,
        problem: chosen(
          "利用者が上限に達しています。しばらくしてからお試しください。", "There are as many users as this server takes. Try again later."))
    }
  }

  private func change(_ route: Route, _ request: Request, _ session: Session) async -> Reply {
    let language = session.language
    guard let fields = await form(request) else { return refused(.plain(413, "413 no form, or one too long"), request) }
    guard let token = fields["token"], Secret.areEqual(token, session.token) else {
      return Frame.problem(
        session, 403, language("この画面は古くなっています。開き直してください。", "This page is out of date. Open it again."))
    }
    switch route {
    case .end:
      sessions.end(session)
      var reply = keyPage(
        language, status: 200, done: language("終了しました。預けた資料は消去されました。", "Ended. What was given has been deleted."))
      for cookie in cookies.ending { reply.headers.append(("Set-Cookie", cookie)) }
      return reply
    case .language:
      session.change { $0.language = language == .ja ? .en : .ja }
      guard let work = fields["w"].flatMap({ session.work($0) }) else { return .see("/") }
      return .see(work.path(fields["v"].flatMap { View(rawValue: $0) }))
    case .draw: return await startDraw(fields, session)
    case .take: return takeFromLibrary(fields, session)
    default: break
    }
    guard let work = fields["w"].flatMap({ session.work($0) }) else {
      return Frame.problem(session, 404, language("その資料はもうありません。", "That file is not here any more."))
    }
    switch route {
    case .remove:
      session.remove(work.id)
      return .see("/")
    case .cancel:
      work.cancelRunning()
      return .see("/")
    case .reopen:
      guard let kind = fields["kind"].flatMap({ Work.Kind(rawValue: $0) }), kind != .draw, work.kind != .draw else {
        return .see(work.path(nil))
      }
      // The same files under another question: nothing is sent again.
      let other = Work(kind: kind, uploads: kind == .ledger ? work.uploads : Array(work.uploads.prefix(1)))
      session.remove(work.id)
      return session.add(other) ? .see(other.path(nil)) : .see("/")
    default: return await settle(route, fields, work, session)
    }
  }

  private func show(_ route: Route, _ query: FormFields, _ session: Session) async -> Reply {
    let language = session.language
    switch route {
    case .home: return .page(HomePage.html(session, room, hasLibrary: library != nil))
    case .library:
      guard let library else { return .plain(404, "404 not found") }
      return .page(LibraryPage.html(session, library))
    case .drawForm: return .page(DrawPage.form(session, [], nil))
    default: break
    }
    guard let work = query["w"].flatMap({ session.work($0) }) else {
      return Frame.problem(session, 404, language("その資料はもうありません。", "That file is not here any more."))
    }
    let view = query["v"].flatMap { View(rawValue: $0) } ?? work.firstView
    switch route {
    case .download:
      guard let form = query["f"].flatMap({ ResultForm(rawValue: $0) }) else { return .plain(404, "404 not found") }
      return await download(work, view, form, session)
    case .bundle: return await bundle(work, view, session)
    case .rejects: return await rejects(work, view, session)
    case .mapping:
      guard let mapping = work.settings.mapping else { return .plain(404, "404 not found") }
      return .download(.bytes(Array(mapping.yaml.utf8)), name: "mapping.yaml", mediaType: "application/yaml")
    case .policy:
      return .download(
        .bytes(Array(work.settings.policy.yaml(language).utf8)), name: "policy.yaml", mediaType: "application/yaml")
    default: return await page(work, view, session)
    }
  }
}

extension Reply {
  /// The same answer, after which the connection ends: what is left of the request is not read.
  init(closing reply: Reply) {
    self = reply
    closes = true
  }
}

extension RequestRules.Head {
  /// A head as the server's handlers see it.
  init(_ head: HTTPRequest) {
    method = head.method.rawValue
    target = head.path ?? ""
    version = "1.1"
    let fields = head.headerFields
    values = { name in
      guard let name = HTTPField.Name(name) else { return [] }
      return fields[values: name]
    }
  }
}
