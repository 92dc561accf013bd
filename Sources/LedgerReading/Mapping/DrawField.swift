/// The fields of a draw (くじ引き) that a file may give, under their canonical names.
public enum DrawField: String, MappedField {
  case draw, group, order, firm, firms, winner, arrival, officer, category, affiliation
  case openingTime = "opening_time"
  case openingDate = "opening_date"

  /// The headers that are known to mean this field without a mapping.
  public var knownHeaders: [String] {
    let others: [String] =
      switch self {
      case .draw: ["tender", "案件番号", "入札番号", "抽選番号"]
      case .group: ["グループ"]
      case .order: ["開札順", "執行順", "抽選順", "開札順位", "執行順位"]
      case .firm: ["業者", "業者名", "入札業者名", "入札者", "商号又は名称", "商号", "参加者", "入札参加者"]
      case .firms: ["tied_bidders", "同額業者", "同額入札者"]
      case .winner: ["落札", "当選", "落札者", "当選者"]
      case .arrival: ["到着日時", "受付日時", "到着順", "到着順位", "受付順", "受付順位", "到着時刻", "受付時刻", "提出日時", "提出順"]
      case .officer: ["担当者", "執行者", "開札執行者", "入札執行者"]
      case .category: ["種別"]
      case .affiliation: ["系列", "企業グループ", "グループ企業", "資本関係"]
      case .openingTime: ["開札日時", "開札時刻", "開札時間", "執行日時"]
      case .openingDate: ["開札日", "開札年月日", "開札月日", "執行日", "入札日"]
      }
    return [rawValue] + others
  }

  /// The section of a mapping in which these fields stand.
  public static var section: String? { "draws" }
}

/// What a source's way of telling draws means for any result about them.
public enum DrawCaveat: String, CaseIterable, Sendable, Hashable {
  /// The source prints no lots: a tie is inferred from equal amounts.
  case tieInferred = "tie-inferred"
  /// Only tenders whose winner is among the tied are listed, so that others cannot be seen.
  case winnerAmongTied = "winner-among-tied"
  /// The source is published after the award: draws that led to none are missing.
  case publishedAfterAward = "published-after-award"
}
