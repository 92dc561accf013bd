import TabularReading

/// What two writings of one firm's name have in common.
///
/// `docs/methods/name-matching.md` says what is folded and how often that errs.
struct NameKey: Hashable {
  /// The name with widths, spaces, dashes and the corporate form in one writing.
  let whole: String
  /// The same without the corporate form.
  let core: String

  init(_ name: String) {
    let folded = WordFolding.name(name).uppercased().filter {
      !$0.isWhitespace && $0 != ","
    }
    let text = String(folded.map { Self.dashes.contains($0) ? "-" : $0 })
    let forms = CorporateForm.split(text)
    whole = forms.before.map { "(\($0))" }.joined() + forms.core + forms.after.map { "(\($0))" }.joined()
    core = forms.core
  }

  /// The long vowel of katakana and the dashes that are typed for it.
  private static let dashes: Set<Character> = ["-", "‐", "‑", "–", "—", "―", "−", "ー", "─", "ｰ"]
}

/// Corporate forms, and the short ways in which they are written.
enum CorporateForm {
  /// Long and short writings of each form; the first short one stands for all.
  private static let forms: [(long: String, short: [String])] = [
    ("株式会社", ["株"]), ("有限会社", ["有"]), ("合同会社", ["同"]), ("合資会社", ["資"]), ("合名会社", ["名"]),
    ("一般財団法人", ["一財"]), ("公益財団法人", ["公財"]), ("財団法人", ["財"]), ("一般社団法人", ["一社"]),
    ("公益社団法人", ["公社"]), ("社団法人", ["社"]), ("特定非営利活動法人", ["特非", "NPO"]), ("NPO法人", ["特非"]),
    ("社会福祉法人", ["福", "社福"]), ("学校法人", ["学"]), ("医療法人", ["医"]), ("国立研究開発法人", ["国研"]),
    ("国立大学法人", ["大"]), ("独立行政法人", ["独"]), ("協同組合", ["協"]), ("企業組合", ["企"]),
    ("協業組合", ["業"]),
  ]

  /// Every writing of a form in UTF-8, with the short writing that stands for it.
  private static let writings: [(text: [UInt8], form: String)] = forms.flatMap { form in
    ([form.long] + form.short.map { "(\($0))" }).map { (Array($0.utf8), form.short[0]) }
  }

  /// Splits a folded name into the forms before and behind it, in their short writing, and the rest.
  static func split(_ name: String) -> (before: [String], core: String, after: [String]) {
    var rest = Array(name.utf8)[...]
    var before: [String] = []
    var after: [String] = []
    search: while true {
      for (text, form) in writings where rest.count > text.count {
        if rest.starts(with: text) {
          rest = rest.dropFirst(text.count)
          before.append(form)
          continue search
        }
        if rest.suffix(text.count).elementsEqual(text) {
          rest = rest.dropLast(text.count)
          after.insert(form, at: 0)
          continue search
        }
      }
      return (before, String(decoding: rest, as: UTF8.self), after)
    }
  }
}
