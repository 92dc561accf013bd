/// What a source counts beside its rows, in Japanese; JSON has the English names.
enum AccountWords {
  /// A count's name in a language; words of the publisher stay as they are.
  static func text(_ name: String, _ language: Language) -> String { language(japanese(name), name) }

  private static func japanese(_ name: String) -> String {
    if let known = known[name] { return known }
    guard let parts = name.firstMatch(of: /^([^:]+): (.*)$/), let head = heads[String(parts.1)] else { return name }
    return head + "「\(parts.2 == "missing" ? "記載なし" : parts.2)」"
  }

  /// Names that are words of the publisher behind a colon.
  private static let heads: [String: String] = [
    "scale": "規模", "award-status": "落札の状態", "contract-status": "契約の状態", "tender-status": "案件の状態",
    "lot-status": "ロットの状態",
    "bid-status": "入札の状態", "lots per supplier at most": "1者が落札できるロット数",
  ]

  /// What readers of OCDS notice.
  static let known: [String: String] = [
    "releases": "リリース", "processes": "調達（ocid）", "releases that stand twice": "重複したリリース",
    "releases covered by a compiled one": "統合済みのリリースに含まれるリリース",
    "linked releases that are elsewhere": "このファイルにないリンク先のリリース",
    "records of linked releases only": "リンクだけのレコード", "records of a versioned release only": "版の履歴だけのレコード",
    "processes without award": "落札のない調達", "processes without bids": "入札のない調達",
    "contracts without award": "落札のない契約", "nulls in lists": "リスト中の null",
    "lists written as one value": "リストでなく1つの値で書かれたもの",
    "amounts written as text": "文字で書かれた金額", "members of another shape": "形の異なる項目", "empty identifiers": "空の識別子",
    "identifiers that stand twice in one list": "リスト内で重複した識別子", "awards without identifier": "識別子のない落札",
    "scales in other letters": "大文字・小文字の異なる規模の語", "lots": "ロット", "bids for several lots at once": "複数ロットへの一括入札",
    "bids of undisclosed firms": "業者名が非公開の入札", "framework with call-offs": "個別の契約が別にある枠組み契約",
  ]
}
