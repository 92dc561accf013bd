import ArgumentParser
import Procurement
import Reporting
import SyntheticData

/// `juchu synthesize bids`: bid sets whose lotteries are as frequent as in a place.
struct SynthesizeBidsCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "bids",
      abstract: words(
        "くじの割合を公表した自治体と同じ割合で同額となる入札データを作ります。",
        "Tenders with their bids, tied as often as in a place that published how often."),
      discussion: words(
        """
        自治体：prefectures-2015、kagoshima-prefecture-2023、kagoshima-city-2024、saitama-city-2016。
        規模：small（1,000案件）、city（2,700）、prefecture（77,719）、nation（10,250,000案件、札1億枚）。

        例：
          juchu synthesize bids --set small --output bids.csv --firms firms.csv --count count.json
          juchu synthesize bids --tenders 5000 --place kagoshima-city-2024 --trade 舗装 --output bids.csv
          juchu synthesize bids --set city --scheme random --bias 0.3 --output bids.csv
          juchu synthesize bids --set city --random-floor himeji --strategy spread --output bids.csv
        """,
        """
        Places: prefectures-2015, kagoshima-prefecture-2023, kagoshima-city-2024, saitama-city-2016.
        Sets: small (1,000 tenders), city (2,700), prefecture (77,719), nation (10,250,000; 10^8 bids).

        Examples:
          juchu synthesize bids --set small --output bids.csv --firms firms.csv --count count.json
          juchu synthesize bids --tenders 5000 --place kagoshima-city-2024 --trade 舗装 --output bids.csv
          juchu synthesize bids --set city --scheme random --bias 0.3 --output bids.csv
          juchu synthesize bids --set city --random-floor himeji --strategy spread --output bids.csv
        """)
    )
  }

  @Option(
    name: .customLong("set"),
    help: words(
      "案件と業者の数：small、city、prefecture、nation。",
      "small, city, prefecture or nation: the number of tenders and of firms."))
  var size = BenchmarkSet.small

  @Option(
    help: words(
      "案件の数（--set の数に代えて）。",
      "The number of tenders, instead of the set's."))
  var tenders: Int?

  @Option(
    help: words(
      "業種ごとの業者の数（100以上。--set の数に代えて）。",
      "The number of firms in each trade, instead of the set's; from 100."))
  var firmsPerTrade: Int?

  @Option(
    help: words(
      "くじの割合をまねる自治体。既定は、prefecture と nation では prefectures-2015、ほかは kagoshima-prefecture-2023。",
      "The place whose lotteries are imitated; by default prefectures-2015 for the sets prefecture and nation, else kagoshima-prefecture-2023."
    ))
  var place: String?

  @Option(
    help: words(
      "この業種の案件だけ（繰り返し指定できます）。",
      "Only tenders of this trade (業種); may be given more than once."))
  var trade: [String] = []

  @Option(
    help: words(
      "公告の年度。",
      "The fiscal year of the notices."))
  var year = 2022

  @Option(
    help: words(
      "最低制限価格の算定式：2016-04、2017-04、2019、2022-04。",
      "The formula of the floor price: 2016-04, 2017-04, 2019 or 2022-04."))
  var formula = "2022-04"

  @Option(
    help: words(
      "最低制限価格を切り捨てる単位（円）。",
      "The unit in yen to which floor prices are rounded down."))
  var floorUnit: Int64 = 1

  @Option(
    help: words(
      "上下限を当てる順序：clip-then-round、又は round-then-clip（範囲外になりません）。",
      "clip-then-round, or round-then-clip: no floor outside the band."))
  var floorOrder = FloorPriceRounding.Order.clipThenRound

  @Option(
    help: words(
      "最低制限価格に無作為係数を掛けます：himeji、shinonsen、osaka。",
      "Multiply floors by a random coefficient as in himeji, shinonsen or osaka."))
  var randomFloor: String?

  @Option(
    help: words(
      "変動型最低制限価格：平均から標準偏差の何割以内の札の平均とするか（0.1単位）。",
      "The floor is the mean of the bids within so many tenths of a standard deviation of their mean."))
  var variableFloor: Int64?

  @Option(
    help: words(
      "市内に本店のない業者（準市内・市外）の割合（0～0.9）。所在地の条件のない案件だけに応札します。",
      "The share of firms outside the city, 0 to 0.9; they bid in tenders that are open to all."))
  var outside = 0.0

  @Option(
    help: words(
      "1者1件の下での業者の行動：none、spread、drop-out。",
      "What firms do under a one-win rule: none, spread or drop-out."))
  var strategy = BidRecipe.Strategy.none

  @Option(
    help: words(
      "入力番号、システム番号、到着、落札者を加えます：core-seconds、milliseconds、random。",
      "Add typed and system numbers, arrivals and winners: core-seconds, milliseconds or random."))
  var scheme: LotteryNumbers?

  @Option(
    help: words(
      "偏りを仕込みます：優遇する業者を勝たせる同額入札の割合（0～1）。",
      "Plant a bias: the share of ties with a favoured firm that it is made to win, 0 to 1."))
  var bias = 0.0

  @Option(
    help: words(
      "業者をこの CSV ファイルに書き出します。",
      "Write the firms to this CSV file."))
  var firms: String?

  @Option(
    help: words(
      "作成時に数えたくじの数を、この JSON ファイルに書き出します。",
      "Write the generator's own count of lotteries to this JSON file."))
  var count: String?

  @OptionGroup(title: "Output") var output: SynthesisOptions

  func validate() throws { _ = try recipe() }

  func run() throws {
    let bids = SyntheticBids(try recipe())
    // Opened before the work, so that a file in the way is found at once and nothing appears then.
    var firmsFile = try firms.map { path throws in try WholeFile(path, overwrites: output.force) }
    var countFile = try count.map { path throws in try WholeFile(path, overwrites: output.force) }
    var total = IncidenceCount(trades: bids.recipe.place.trades.count)
    try output.write(bids) { total.merge($0) }
    try firmsFile?.write(FirmsText.text(bids.roster.firms))
    try firmsFile?.stage()
    try countFile?.write(total.json(bids.recipe).text())
    try countFile?.stage()
    let (lots, floor) = (total.decidedByLot, total.atFloor)
    output.say(
      japanese: "\(total.tenders) 案件、応札 \(total.bids) 件、くじ引き \(lots) 案件（うち最低制限価格 \(floor)）",
      english: "\(total.tenders) tenders, \(total.bids) bids, \(lots) decided by lot, \(floor) of them at the floor")
  }

  private func recipe() throws -> BidRecipe {
    let wanted = place ?? size.place.identifier
    guard var place = PlaceProfile.named(wanted) else {
      throw unknown("place", wanted, PlaceProfile.all.map(\.identifier))
    }
    for name in trade where !PlaceProfile.tradeNames.contains(name) {
      throw unknown("trade", name, PlaceProfile.tradeNames)
    }
    if !trade.isEmpty { place.trades.removeAll { !trade.contains($0.name) } }
    guard let formula = FloorPriceFormula.named(formula) else {
      throw unknown("formula", formula, FloorPriceFormula.all.map(\.identifier))
    }
    let tenders = tenders ?? size.tenders
    guard (1...99_999_999).contains(tenders) else {
      throw ValidationError(
        "--tenders \(tenders)：1 から 99999999 までの値を指定してください。",
        "--tenders \(tenders): use 1 to 99999999.")
    }
    let firms = firmsPerTrade ?? size.firmsPerTrade
    guard (100...50_000).contains(firms) else {
      throw ValidationError(
        "--firms-per-trade \(firms)：100 から 50000 までの値を指定してください。",
        "--firms-per-trade \(firms): use 100 to 50000.")
    }
    guard (1970...9997).contains(year) else {
      throw ValidationError(
        "--year \(year)：1970 から 9997 までの値を指定してください。",
        "--year \(year): use 1970 to 9997.")
    }
    guard (1...1_000_000).contains(floorUnit) else {
      throw ValidationError(
        "--floor-unit \(floorUnit)：1 から 1000000 までの値を指定してください。",
        "--floor-unit \(floorUnit): use 1 to 1000000.")
    }
    guard (0...1).contains(bias) else {
      throw ValidationError(
        "--bias \(bias)：0 から 1 までの割合を指定してください。",
        "--bias \(bias): use a share between 0 and 1.")
    }
    guard (0...0.9).contains(outside) else {
      throw ValidationError(
        "--outside \(outside)：0 から 0.9 までの割合を指定してください。",
        "--outside \(outside): use a share between 0 and 0.9.")
    }
    guard bias == 0 || scheme != nil else {
      throw ValidationError(
        "--bias には、落札者を決める --scheme の指定が必要です。",
        "--bias needs a --scheme that draws winners.")
    }
    var recipe = BidRecipe(tenders: tenders, place: place, formula: formula)
    recipe.seed = output.seed
    recipe.year = FiscalYear(startingIn: year)
    recipe.rounding = FloorPriceRounding(roundsItems: true, unit: floorUnit, order: floorOrder)
    recipe.variant = try variant()
    recipe.firmsPerTrade = firms
    recipe.outsidePerMille = Int((outside * 1_000).rounded())
    recipe.strategy = strategy
    recipe.scheme = scheme
    recipe.biasPerMille = Int((bias * 1_000).rounded())
    return recipe
  }

  private func variant() throws -> FloorPriceVariant {
    switch (randomFloor, variableFloor) {
    case (nil, nil): return .published
    case (let name?, nil):
      guard let grid = RandomCoefficient.all.first(where: { $0.identifier == name }) else {
        throw unknown("random floor", name, RandomCoefficient.all.map(\.identifier))
      }
      return .random(grid)
    case (nil, let tenths?):
      guard (0...100).contains(tenths) else {
        throw ValidationError(
          "--variable-floor \(tenths)：0 から 100 までの値を指定してください。",
          "--variable-floor \(tenths): use 0 to 100.")
      }
      return .variable(bandTenths: tenths)
    default:
      throw ValidationError(
        "最低制限価格の無作為係数（--random-floor）と変動型（--variable-floor）は同時に指定できません。",
        "A floor is random or variable, not both.")
    }
  }

  private func unknown(_ what: String, _ word: String, _ known: [String]) -> ValidationError {
    ValidationError(
      "「\(word)」は使用できません（\(what)）。使用できる値：\(known.joined(separator: "、"))。",
      "'\(word)' is no known \(what): use \(known.joined(separator: ", ")).")
  }
}

extension BenchmarkSet: ExpressibleByArgument {}
extension BidRecipe.Strategy: ExpressibleByArgument {}
extension LotteryNumbers: ExpressibleByArgument {}
extension FloorPriceRounding.Order: ExpressibleByArgument {}
