/// The fields of a bid that a file may give, under their canonical names.
public enum BidField: String, MappedField {
  case tender, requirement, order, ceiling, floor, firm, bid, group, trade, grade, office, officer, category, scored
  case points, members, status, arrival, winner, currency, method, outcome, title, round, bidders, readvertised, remark
  case fiscalYear = "fiscal_year"
  case noticeDate = "notice_date"
  case openingDate = "opening_date"
  case openingTime = "opening_time"
  case siteWard = "site_ward"
  case areaCondition = "area_condition"
  case minimumPoints = "minimum_points"
  case surveyThreshold = "survey_threshold"
  case technicalPoints = "technical_points"
  case pricePoints = "price_points"
  case firmWard = "firm_ward"
  case firmReading = "firm_reading"
  case firmCode = "firm_code"
  case enteredNumber = "entered_number"
  case systemNumber = "system_number"

  /// The headers that are known to mean this field without a mapping.
  public var knownHeaders: [String] {
    let others: [String] =
      switch self {
      case .tender: ["案件番号", "入札番号", "調達案件番号"]
      case .requirement: ["参加資格"]
      case .order: ["開札順", "執行順"]
      case .ceiling: ["予定価格"]
      case .floor: ["最低制限価格"]
      case .firm: ["業者", "業者名", "入札業者名", "入札者", "入札者名", "応札者", "応札者名", "応札業者", "商号又は名称"]
      case .bid: ["入札金額", "入札額", "入札価格", "応札額", "応札金額", "応札価格"]
      case .group: ["グループ"]
      case .trade: ["業種", "工種"]
      case .grade: ["ランク", "等級"]
      case .office: ["担当課", "契約担当課", "部局名"]
      case .officer: ["担当者"]
      case .category: ["種別"]
      case .scored: ["総合評価"]
      case .points: ["主観評価点", "主観点"]
      case .members: ["構成員"]
      case .status: ["状態", "入札状況"]
      case .arrival: ["到着日時", "受付日時"]
      case .winner: ["落札", "落札の別"]
      case .currency: ["通貨"]
      case .method: ["契約方法", "契約方式", "入札方式", "入札契約方式"]
      case .outcome: ["入札結果", "開札結果", "執行結果"]
      case .title: ["件名", "工事名", "案件名", "業務名", "委託名", "案件名称", "工事名称", "工事件名", "業務名称", "入札件名", "調達件名"]
      case .round: ["回数", "入札回数", "回", "入札回", "執行回数", "開札回数"]
      case .bidders: ["応札者数", "応札業者数", "応札数"]
      case .readvertised: ["再度公告", "再公告", "再公告の別", "再度公告の別"]
      case .remark: ["結果", "判定"]
      case .fiscalYear: ["年度", "入札年度", "発注年度"]
      case .noticeDate: ["公告日", "公告年月日"]
      case .openingDate: ["開札日", "開札年月日"]
      case .openingTime: ["開札日時", "開札時刻"]
      case .siteWard: ["施工区", "施工場所"]
      case .areaCondition: ["地域要件"]
      case .minimumPoints: ["必要主観点"]
      case .surveyThreshold: ["調査基準価格", "低入札調査基準価格"]
      case .technicalPoints: ["技術評価点", "技術点"]
      case .pricePoints: ["価格点", "価格評価点", "価格点満点"]
      case .firmWard: ["所在区", "本店区"]
      case .firmReading: ["業者名カナ", "フリガナ"]
      case .firmCode: ["業者コード", "企業ID", "業者番号"]
      case .enteredNumber: ["くじ入力番号", "くじ番号"]
      case .systemNumber: ["システム番号"]
      }
    return [rawValue] + others
  }

  /// Headers that mean this field only where none of the known ones stands.
  public var otherHeaders: [String] {
    switch self {
    case .tender: ["工事番号", "公告番号", "契約番号", "契約管理番号", "管理番号", "整理番号", "発注番号", "入札案件番号", "案件No", "案件No."]
    case .firm: ["参加業者", "参加業者名", "参加者", "参加者名", "入札参加者", "入札参加者名", "入札参加業者", "入札参加業者名", "事業者名", "会社名", "商号", "入札業者"]
    case .bid: ["入札書記載金額", "入札書金額", "札入額", "入札金額等"]
    case .trade: ["工事種別", "工事の種類", "業種区分", "工種区分", "登録業種", "発注業種", "種目", "業種名"]
    case .grade: ["格付", "格付け", "発注等級", "格付等級", "級"]
    case .office: ["発注課", "発注担当課", "所管課", "主管課", "担当部署", "発注機関", "部署", "契約課"]
    case .openingDate: ["入札日", "入札年月日", "開札（予定）日", "入札執行日", "執行日", "執行年月日", "開札執行日"]
    case .method: ["入札方法", "発注方式", "契約の方法", "入札区分", "入札の種類", "調達方法", "入札・契約方式"]
    case .winner: ["落札者", "落札者名", "落札業者", "落札業者名"]
    case .outcome: ["落札状況", "成立状況", "入札の結果"]
    case .floor: ["最低制限"]
    case .surveyThreshold: ["低入札価格調査基準価格", "低入札基準価格", "調査基準額"]
    case .bidders: ["入札者数", "入札参加者数", "参加者数", "参加業者数"]
    case .remark: ["落札結果", "落札者の別", "備考", "摘要"]
    default: []
    }
  }

  /// The section of a mapping in which these fields stand.
  public static var section: String? { "bids" }

  /// Whether figures follow from the field: two columns of methods (契約方法, 入札方式), years, titles or remarks are no fault, and of prices
  /// the tax basis tells which is meant.
  public var decides: Bool {
    ![.method, .fiscalYear, .title, .remark, .round, .ceiling, .floor, .surveyThreshold].contains(self)
  }
}
