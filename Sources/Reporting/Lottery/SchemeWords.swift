import LotteryStatistics

/// The words for the components of an electronic lottery.
struct SchemeWords {
  let language: Language

  /// What a scheme does, in a few sentences.
  func description(_ scheme: LotteryScheme) -> [String] {
    if let hash = scheme.hash { return [text(of: hash), smallest(hash)] }
    return [number(scheme), order(scheme), winner(scheme), succession(scheme)]
  }

  private func text(of hash: RecordHash) -> String {
    let sum =
      hash.sum == .all
      ? language("全ての入札金額の合計", "the sum of all recorded amounts")
      : language("有効な入札金額の合計", "the sum of the valid bids")
    return language(
      "業者ごとの文字列「\(ErrorText.printable(hash.pattern))」：{tender} は案件番号、{firm} は業者コード、{sum} は\(sum)",
      "the text of a firm is \"\(ErrorText.printable(hash.pattern))\": {tender} is the tender's number, {firm} the firm's code, "
        + "{sum} \(sum)")
  }

  private func smallest(_ hash: RecordHash) -> String {
    let name = hash.algorithm == .sha1 ? "SHA-1" : "SHA-256"
    return language(
      "\(name) のハッシュ値が最小の業者が落札、次順位は次に小さい業者",
      "the firm with the smallest \(name) of its text wins, the next places follow by hash")
  }

  /// What a draw by hashes is worth.
  func warning(_ hash: RecordHash) -> String {
    hash.parts.contains(.sum)
      ? language(
        "無作為ではない：他の札を知る者は自分の（落札しなくてよい協力者の）金額を変えて試し、N 者なら平均 N 回ほどで望む業者のハッシュ値を最小にできる",
        "nothing here is random: whoever knows the other bids tries its own amount, or that of a helper who need not win, and has "
          + "the wanted one of N firms first after some N tries")
      : language(
        "無作為ではない：案件番号と業者コードが決まった時に落札者も決まっている",
        "nothing here is random: the winner is known as soon as the tender's number and the firms' codes are")
  }

  private func number(_ scheme: LotteryScheme) -> String {
    let typed = language("入力番号", "typed number")
    let parts = (scheme.usesTypedNumber ? [typed] : []) + [system(scheme.systemNumber)].compactMap(\.self)
    let sum = parts.joined(separator: language("＋", " + "))
    // One number alone is cut where it may be longer.
    let isCut = scheme.cutsNumbers && (parts.count > 1 || scheme.numberDigits > scheme.cutDigits)
    var text =
      isCut
      ? language(
        "くじ番号 k =（\(sum)）の下\(scheme.cutDigits)桁", "k = the last \(digits(scheme)) digits of (\(sum))")
      : language("くじ番号 k = \(sum)", "k = \(sum)")
    if scheme.addsOpeningMilliseconds {
      text += language("。合計に開札時刻のミリ秒を加える", "; the milliseconds of the opening are added to the sum")
    }
    return text
  }

  private func digits(_ scheme: LotteryScheme) -> String { scheme.cutDigits == 3 ? "three" : "\(scheme.cutDigits)" }

  /// What the system adds, nil for nothing.
  func system(_ number: SystemNumber) -> String? {
    switch number {
    case .none: nil
    case .seconds: language("到着時刻（通算秒）の下3桁", "last three digits of the arrival in Unix seconds")
    case .milliseconds: language("到着時刻のミリ秒", "milliseconds of the arrival")
    case .given: language("システムの乱数", "random number of the system")
    case .arrivalDigits: language("到着日時 yyyymmddhhmm の各桁の和", "digit sum of the arrival as yyyymmddhhmm")
    }
  }

  private func order(_ scheme: LotteryScheme) -> String {
    let first = scheme.firstNumber
    return switch scheme.order {
    case .arrival: language("到着順に \(first) から番号を付ける", "firms are numbered from \(first) in the order of arrival")
    case .firmCode: language("業者コード順に \(first) から番号を付ける", "firms are numbered from \(first) by their codes")
    case .name: language("業者名の五十音順に \(first) から番号を付ける", "firms are numbered from \(first) by their names in kana")
    case .record: language("記録の順に \(first) から番号を付ける", "firms are numbered from \(first) as they are recorded")
    }
  }

  private func winner(_ scheme: LotteryScheme) -> String {
    let sum =
      scheme.cutsSum
      ? language("合計の下\(scheme.cutDigits)桁", "the last \(digits(scheme)) digits of the sum") : language("合計", "the sum")
    return switch scheme.winningNumber {
    case .remainder:
      language("\(sum)を業者数 N で割った余りの番号が落札", "the remainder of \(sum) by the number of firms N is the number that wins")
    case .remainderPlusOne:
      language(
        "\(sum)を業者数 N で割った余りに 1 を加えた番号が落札",
        "the remainder of \(sum) by the number of firms N, plus 1, is the number that wins")
    case .countMinusRemainder:
      language(
        "N −（\(sum)を業者数 N で割った余り）の番号が落札",
        "N minus the remainder of \(sum) by the number of firms N is the number that wins")
    }
  }

  private func succession(_ scheme: LotteryScheme) -> String {
    switch scheme.succession {
    case .cyclic: language("次順位は番号順に一巡", "the next places follow around the order")
    case .recompute:
      language(
        "次順位は決まった者を除き、番号を付け直して合計から計算し直す",
        "for each next place the chosen firm and its number leave and the rest are computed again")
    case .renumber:
      language(
        "次順位は決まった者を除いて番号を付け直し、同じ合計を割り直す",
        "for each next place the chosen firm leaves and the same sum is divided by one less")
    }
  }
}
