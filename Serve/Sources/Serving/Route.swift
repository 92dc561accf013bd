/// The paths of the server, all of them; none has parameters in it.
enum Route: String {
  case home = "/"
  case work = "/work"
  case download = "/download"
  case bundle = "/bundle"
  case mapping = "/mapping"
  case policy = "/policy"
  case drawForm = "/draw-form"
  case library = "/library"
  case session = "/session"
  case upload = "/upload"
  case settle = "/settle"
  case explain = "/explain"
  case document = "/document"
  case labels = "/labels"
  case rule = "/rule"
  case test = "/test"
  case draw = "/draw"
  case take = "/take"
  case language = "/language"
  case aside = "/aside"
  case reopen = "/reopen"
  case rejects = "/rejects"
  case cancel = "/cancel"
  case remove = "/remove"
  case end = "/end"

  /// Whether it changes something, and is therefore a POST.
  var isChange: Bool {
    switch self {
    case .home, .work, .download, .bundle, .mapping, .policy, .rejects, .drawForm, .library: false
    default: true
    }
  }
}
