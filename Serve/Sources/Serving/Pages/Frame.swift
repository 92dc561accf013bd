/// What stands around every page.
enum Frame {
  /// A whole page.
  static func html(_ language: Language, title: String, top: HTML = "", body: HTML) -> HTML {
    """
    <!DOCTYPE html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(title) – juchu</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/style.css">
    <script src="/app.js" defer></script>
    </head>
    <body>
    <a class="skip" href="#content">\(language("本文へ", "To the content"))</a>
    \(top)
    <main id="content">
    \(body)
    </main>
    </body>
    </html>

    """
  }

  /// A page of a user who has signed in.
  static func page(_ session: Session, title: String, work: Work? = nil, view: View? = nil, body: HTML) -> HTML {
    let language = session.language
    let place: HTML = work.map { work in "<input type=\"hidden\" name=\"w\" value=\"\(work.id)\">" } ?? ""
    let looked: HTML = view.map { "<input type=\"hidden\" name=\"v\" value=\"\($0.rawValue)\">" } ?? ""
    return html(
      language, title: title,
      top: """
        <header class="bar">
        <a class="name" href="/">juchu <span>受注</span></a>
        <form method="post" action="/language">\(token(session))\(place)\(looked)<button class="quiet" lang="\(language("en", "ja"))">\(language("English", "日本語"))</button></form>
        <form method="post" action="/end">\(token(session))<button class="quiet">\(language("終了", "End"))</button></form>
        </header>
        """,
      body: body)
  }

  /// The word that a form must bring back.
  static func token(_ session: Session) -> HTML { "<input type=\"hidden\" name=\"token\" value=\"\(session.token)\">" }

  /// A page that says what is wrong.
  static func problem(_ session: Session, _ status: Int, _ text: String) -> Reply {
    let language = session.language
    return .page(
      page(
        session, title: language("できませんでした", "Not done"),
        body: """
          <h1>\(language("できませんでした", "Not done"))</h1>
          <p class="problem" role="alert">\(text)</p>
          <p><a href="/">\(language("はじめの画面へ", "To the first page"))</a></p>
          """), status: status)
  }

  /// A choice of one of several words.
  static func choice(
    _ name: String, _ values: [(word: String, japanese: String, english: String)], chosen: String, _ language: Language,
    label: String? = nil
  ) -> HTML {
    let options = values.map { value -> HTML in
      let mark: HTML = value.word == chosen ? " selected" : ""
      return "<option value=\"\(value.word)\"\(mark)>\(language(value.japanese, value.english))</option>"
    }
    // Where what names it stands in another cell, and may be scrolled out of sight, it has its name with it.
    let named: HTML = label.map { " aria-label=\"\($0)\"" } ?? ""
    return "<select name=\"\(name)\" id=\"\(name)\"\(named)>\(options)</select>"
  }

  /// Bytes as people say them.
  static func bytes(_ count: Int) -> String {
    if count < 1024 { return "\(count) B" }
    if count < 1 << 20 { return "\(count >> 10) KB" }
    if count < 1 << 30 { return "\(count >> 20) MB" }
    return "\(count >> 30) GB"
  }
}

/// The page on which a user signs in.
enum KeyPage {
  /// What a user signs in with here.
  enum Asked { case key, password, nothing }

  /// The page, with what went wrong, or what was done, above its form.
  static func html(_ language: Language, problem: String?, done: String? = nil, asks asked: Asked) -> HTML {
    let alert: HTML =
      problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" }
      ?? done.map { "<p class=\"good\" role=\"status\">\($0)</p>" } ?? ""
    let key: HTML
    switch asked {
    case .key:
      key = """
        <p>\(language("端末（juchu serve を動かしている画面）に表示されているキーを入力してください。", "Enter the key that the terminal shows in which juchu serve runs."))</p>
        <p><label for="key">\(language("キー", "Key"))</label><br>
        <input id="key" name="key" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" required></p>
        """
    case .password:
      key = """
        <p><label for="password">\(language("パスワード", "Password"))</label><br>
        <input id="password" name="password" type="password" autocomplete="current-password" maxlength="256" required></p>
        """
    case .nothing: key = ""
    }
    let place =
      asked == .key
      ? language(
        "調達の統計を、このコンピューターの中だけで計算します。資料が外へ出ることはありません。",
        "Procurement statistics, calculated on this computer alone. Nothing leaves it.")
      : language(
        "調達の統計を、このサーバーの中だけで計算します。資料がほかへ出ることはありません。",
        "Procurement statistics, calculated on this server alone. Nothing goes anywhere else.")
    return Frame.html(
      language, title: language("はじめる", "Begin"),
      body: """
        <h1>juchu <span class="soft">受注</span></h1>
        <p>\(place)</p>
        \(alert)
        <form method="post" action="/session" class="key" id="sign-in">
        \(key)
        <p><button name="language" value="\(language.rawValue)">\(language("はじめる", "Begin"))</button>
        <button name="language" value="\(language("en", "ja"))" class="quiet" lang="\(language("en", "ja"))">\(language("Begin in English", "日本語ではじめる"))</button></p>
        </form>
        """)
  }
}
