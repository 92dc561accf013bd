import TabularReading

/// What is wrong with JSON.
extension ErrorWords {
  func jsonProblem(_ problem: DataError.Problem) -> Explanation? {
    switch problem {
    case .invalidJSON(let reason):
      (
        language("JSON として読めません", "this is not valid JSON"), ForeignWords.text(reason, language), nil,
        remedy(ofJSON: reason)
      )
    case .otherJSONKind(let found, let expected):
      (
        language("JSON の値の種類が違います", "the JSON value is of another kind"), name(of: found), name(of: expected),
        setAside
      )
    case .notARelease:
      (
        language("OCDS のリリースではありません", "this JSON value is no OCDS release, record or package"), nil,
        "ocid, releases, records",
        language("OCDS 1.1 の JSON または JSON Lines を指定してください", "give OCDS 1.1 as JSON or JSON Lines")
      )
    default: nil
    }
  }

  private func remedy(ofJSON reason: String) -> String {
    if reason.hasPrefix("the file ends") {
      return language(
        "ファイルが途中で切れています。取得し直してください", "the file is cut off: get it again; a line of JSON Lines must be whole")
    }
    if reason.hasPrefix("the key ") {
      return language("どちらが正しいか公表元に確認し、一方を消してください", "only its publisher knows which one is meant: delete the other")
    }
    return language(
      "その位置の前後を確認し、RFC 8259 のとおりに直すか、公表元に問い合わせてください",
      "look at that place: the text there does not follow RFC 8259")
  }

  private func name(of kind: DataError.JSONKind) -> String {
    switch kind {
    case .text: language("文字列（\" \"）", "a text (\" \")")
    case .number: language("数", "a number")
    case .truth: language("true または false", "true or false")
    case .list: language("リスト（[ ]）", "a list ([ ])")
    case .object: language("オブジェクト（{ }）", "an object ({ })")
    case .null: "null"
    }
  }
}
