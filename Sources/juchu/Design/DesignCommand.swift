import ArgumentParser
import LedgerReading
import LotteryStatistics
import PolicyDesign
import Procurement
import Reporting

/// How rules are compared; `lottery design` and its shards have these options.
struct DesignOptions: ParsableArguments {
  @Option(
    help: words(
      "候補の方式：選べる項目を書いた YAML ファイル。既定は数百の組合せ。",
      "The rules: a YAML file with the components that are left open. By default some hundred combinations."))
  var lattice: String?

  @Option(
    help: words(
      "目標、意味のある差、重み、必須条件を書いた YAML ファイル。",
      "Aims with what is material, their weights, and what is required, in YAML."))
  var aims: String?

  @Option(
    help: words(
      "目標の名前（--aims の代わり、2つから4つ）。既定は awards、amount、firms-with-win、clauses。",
      "An aim, instead of --aims; two to four of them. By default awards, amount, firms-with-win and clauses."))
  var aim: [String] = []

  @Option(
    help: words(
      "方式が満たすべき下限又は上限。例：awards>=0.99（繰り返し指定できます）。",
      "A minimum or maximum that a rule must meet, as awards>=0.99; may be given several times."))
  var require: [String] = []

  @Option(
    help: words(
      "記録された入札が行われた方式：名前又は YAML ファイル。それより緩い方式の結果は記録にありません。",
      "The rule under which the recorded bids were made: a named one or a YAML file; looser ones are not in the record."
    )
  )
  var recordedUnder: String?

  @Option(
    help: words(
      "シミュレーションと標本の乱数の種。",
      "The seed of what is simulated and sampled."))
  var seed: UInt64 = 1

  @Option(
    help: words(
      "厳密に計算できない方式のシミュレーションの回数（1024回単位）。",
      "Trials of a rule that is beyond exact solution, in batches of 1024."))
  var trials = 8_192

  @Option(
    help: words(
      "選択の安定性を見る開札日の標本の数。0 は行いません。",
      "Samples of opening days that say how stable the choice is; 0 for none."))
  var samples = 40

  func validate() throws {
    guard (1_024...10_000_000).contains(trials) else {
      throw ValidationError(
        "--trials の値は 1024 から 10,000,000 までです。",
        "--trials takes 1024 to 10,000,000.")
    }
    guard (0...10_000).contains(samples) else {
      throw ValidationError(
        "--samples の値は 0 から 10,000 までです。",
        "--samples takes 0 to 10,000.")
    }
    guard aims == nil || aim.isEmpty else {
      throw ValidationError(
        "--aims と --aim は同時に指定できません。どちらかを外してください。",
        "Give --aims or --aim, not both.")
    }
  }

  /// The lattice for a register.
  func lattice(for register: TenderRegister) throws -> RuleLattice {
    var rules = try lattice.map(LatticeFile.lattice) ?? .standard(for: register)
    if let recordedUnder { rules.recordedUnder = try PolicyFile.policy(recordedUnder) }
    return rules
  }

  /// The options of a study.
  func study(tenders: Int, threads: Int) throws -> DesignStudy.Options {
    var (named, requirements): ([WeightedAim], [Requirement]) =
      try aims.map { try AimsFile.read($0, tenders: tenders) } ?? ([], [])
    named += try aim.map { name in
      let aim = try AimsFile.aim(name, file: "--aim")
      return WeightedAim(aim, materiality: aim.materiality(tenders: tenders))
    }
    if named.isEmpty { named = Aim.standard.map { WeightedAim($0, materiality: $0.materiality(tenders: tenders)) } }
    guard Set(named.map(\.aim)).count == named.count else {
      throw ValidationError(
        "同じ目標が2回指定されています。1回ずつ指定してください。",
        "An aim stands twice: name each once.")
    }
    guard (1...4).contains(named.count) else {
      throw ValidationError(
        "目標が \(named.count) 個です。2つから4つを指定してください。",
        "\(named.count) aims: name two to four.")
    }
    requirements += try require.map { try AimsFile.requirement($0, file: "--require") }
    var options = DesignStudy.Options(aims: named)
    options.requirements = requirements
    (options.seed, options.trials, options.samples, options.threads) = (seed, trials, samples, threads)
    return options
  }
}

/// `juchu lottery design`: which rule should the city choose?
struct LotteryDesignCommand: ReportingCommand, WritesFiles {
  static let outputs: Set<String> = ["chosen"]

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "design",
      abstract: words(
        "市はどの方式を選ぶべきか：定め得る全ての方式を、市の目標で評価します。",
        "Which rule should the city choose? All rules it could write, judged by its aims."),
      discussion: words(
        """
        選べる項目の全ての組合せを、できるものは厳密に評価し、指定した目標でほかの方式に劣るものを除きます。記録より広い参加条件の方式は名前だけを示し、比べません。

        目標：\(Aim.allCases.map(\.rawValue).joined(separator: "、"))

        例：
          juchu lottery design bids.csv
          juchu lottery design bids.csv --aim amount --aim firms-with-win --require 'awards>=0.99' --chosen rule.yaml
          juchu lottery design bids.csv --lattice lattice.yaml --aims aims.yaml --output memo.html --lang ja
        """,
        """
        Every combination of the components that are left open is evaluated, exactly where possible; those that another rule \
        dominates in the named aims are set aside. Rules with conditions wider than the record's are named and not compared.

        Aims: \(Aim.allCases.map(\.rawValue).joined(separator: ", ")).

        Examples:
          juchu lottery design bids.csv
          juchu lottery design bids.csv --aim amount --aim firms-with-win --require 'awards>=0.99' --chosen rule.yaml
          juchu lottery design bids.csv --lattice lattice.yaml --aims aims.yaml --output memo.html --lang ja
        """)
    )
  }

  @Argument(
    help: words(
      "入札データ（1行に1つの札）。- は標準入力。",
      "Bids in CSV, one line a bid; - is standard input."))
  var bids: [String]

  @Option(
    help: words(
      "推奨する方式をこの YAML ファイルに書き出します（--policy で使えます）。",
      "Write the recommended rule to this YAML file, for --policy."))
  var chosen: String?

  @Flag(
    help: words(
      "業者が反応する場合を調べます：記録の対象グループに倣った参加のゲーム。数分かかります。",
      "Look at what firms do that react: games of entry made after groups of the record. Takes minutes."))
  var behaviour = false

  @Option(
    help: words(
      "--behaviour とともに：工事費を除いた利益の割合（％）。",
      "With --behaviour: what is left of a price after the work is paid, in %."))
  var margin = 5.0

  @Option(
    help: words(
      "--behaviour とともに：応札1回の費用を利益率で割った額（円）。既定は単独の入札への参加から推定した値。",
      "With --behaviour: what a bid costs over the margin, in yen. By default as entries into tenders that stand alone show it."
    )
  )
  var costOverMargin: Double?

  @OptionGroup(title: "Rules") var rules: DesignOptions
  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard margin > 0, margin <= 100 else {
      throw ValidationError(
        "--margin の値は 0 を超え 100 までです。",
        "--margin takes a number above 0, up to 100.")
    }
    guard costOverMargin ?? 1 > 0, (costOverMargin ?? 1).isFinite else {
      throw ValidationError(
        "--cost-over-margin の値は 0 を超える数です。",
        "--cost-over-margin takes a number above 0.")
    }
  }

  func run() throws {
    let (register, summary) = try source.register(bids, output: output)
    let work = try self.work(register, file: bids[0])
    let study = DesignStudy(work, [work.part(0..<work.familyCount)])
    if let chosen { try write(study, to: chosen) }
    try output.write(result(study, summary))
  }

  /// The work on the rules for a register.
  ///
  /// - Throws: `DesignProblem` where there is nothing to compare.
  func work(_ register: TenderRegister, file: String) throws -> DesignWork {
    guard register.tenders.isEmpty || register.groups.count < register.tenders.count else {
      throw DesignProblem.noGroups(file: file)
    }
    let lattice = try rules.lattice(for: register)
    let options = try rules.study(tenders: register.tenders.count, threads: source.source.parallel.count)
    return try DesignProblem.work(register, lattice, options, file: rules.lattice ?? "--lattice")
  }

  /// A study ready to be shown, with what firms do that react where that is wanted.
  func result(_ study: DesignStudy, _ summary: ReadingSummary) -> DesignResult {
    let meta = ResultMeta(version: ProgramVersion.current, bids: summary, seed: rules.seed)
    let reactions = behaviour ? reactions(study, threads: source.source.parallel.count) : nil
    return DesignResult(study, reactions: reactions, meta: meta)
  }

  /// What rules do to firms that react; equilibria are looked for under the rules that no other dominates and the documented ones.
  private func reactions(_ study: DesignStudy, threads: Int) -> DesignResult.Reactions {
    let estimate = Result { () throws(EntryEstimate.Unidentified) in
      try EntryEstimate(EntryEstimate.observations(of: study.register), isTruncated: true)
    }
    var assumptions = BehaviourStudy.Assumptions()
    assumptions.margin = margin / 100
    if let costOverMargin {
      assumptions.costOverMargin = costOverMargin
    } else if case .success(let found) = estimate {
      assumptions.costOverMargin = found.ratio
    }
    let names = LotteryPolicy.named.map(\.name)
    let finalists = study.rules.indices.filter {
      study.rules[$0].isPareto || names.contains(study.rules[$0].rule.policy.name)
    }
    let behaviour = BehaviourStudy(
      study.register, policies: study.rules.map(\.rule.policy), finalists: Set(finalists), assumptions: assumptions,
      seed: rules.seed,
      threads: threads)
    return DesignResult.Reactions(behaviour: behaviour, estimate: estimate, isGiven: costOverMargin != nil)
  }

  private func write(_ study: DesignStudy, to path: String) throws {
    guard let choice = study.choice else { throw DesignProblem.noChoice }
    var file = try WholeFile(path, overwrites: output.force)
    try file.write(Array(PolicyYAML.text(study.rules[choice].rule.policy).utf8))
    try file.stage()
  }
}

/// What keeps rules from being compared.
enum DesignProblem: WordedError {
  case noGroups(file: String)
  case emptyLattice(file: String, invalid: Int, relaxed: Int)
  case tooManyRules(file: String, combinations: Int, limit: Int)
  case noChoice

  static func work(
    _ register: TenderRegister, _ lattice: RuleLattice, _ options: DesignStudy.Options, file: String
  ) throws -> DesignWork {
    do throws(LatticeRules.Failure) { return try DesignWork(register, lattice: lattice, options: options) } catch {
      switch error {
      case .empty(let invalid, let relaxed):
        throw DesignProblem.emptyLattice(file: file, invalid: invalid, relaxed: relaxed)
      case .tooMany(let combinations, let limit):
        throw DesignProblem.tooManyRules(file: file, combinations: combinations, limit: limit)
      }
    }
  }

  func text(_ language: Language) -> String {
    switch self {
    case .noGroups(let file):
      language(
        "\(file)：どの案件も一つだけのグループです。グループ内の落札件数の制限は何も変えません\n"
          + "  対処： --group-by opening_date,requirement のように、同一とみなす列を指定してください",
        "\(file): every tender stands alone, so that no rule about groups changes anything\n"
          + "  hint:     name the columns that make a group, as --group-by opening_date,requirement")
    case .emptyLattice(let file, let invalid, let relaxed):
      language(
        "\(file)：比較できる定め方がありません（矛盾するもの \(invalid)、記録より緩い条件のもの \(relaxed)）\n"
          + "  対処： 記録の条件より緩くない値を少なくとも一つ挙げてください",
        "\(file): no rule can be compared (\(invalid) contradict themselves, \(relaxed) are wider than the record)\n"
          + "  hint:     name at least one value of each component that is no wider than the record's")
    case .tooManyRules(let file, let combinations, let limit):
      language(
        "\(file)：組合せが \(combinations) 通りあり、上限 \(limit) を超えます\n  対処： 決めない項目を減らしてください",
        "\(file): \(combinations) combinations are more than \(limit)\n  hint:     leave fewer components open")
    case .noChoice:
      language(
        "条件を満たす定め方がないため、--chosen に書くものがありません\n  対処： --require をゆるめてください",
        "no rule meets what is required: there is none to write to --chosen\n  hint:     loosen --require")
    }
  }
}
