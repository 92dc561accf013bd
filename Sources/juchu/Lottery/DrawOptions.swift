import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting
import TabularReading

/// How ties are drawn; the options that `draw` and `verify` share.
struct DrawOptions: ParsableArguments {
  @Option(
    help: words(
      "くじの方式：core-seconds、milliseconds、milliseconds-cut、random、typed-only、wakayama、name-order、又は YAML ファイル。",
      "core-seconds, milliseconds, milliseconds-cut, random, typed-only, wakayama, name-order, or a YAML file of components."
    ))
  var scheme: String?

  @Option(
    help: words(
      "検証できるくじ：公開された種（ファイル、又は16進数64桁）。",
      "A verifiable draw: the published seed, as a file or as 64 hexadecimal digits."))
  var reveal: String?

  @Option(
    help: words(
      "事前に公表された値。種と一致しなければ誤りとします。",
      "The commitment that was published before; a seed that is another is an error."))
  var commitment: String?

  @Option(
    help: words(
      "この案件だけ。",
      "One tender only."))
  var tender: String?

  @Option(
    help: words(
      "1者1件などの方式に従い、対象グループで先に落札した者を除きます（名前又は YAML ファイル）。",
      "Exclude earlier winners of a group as a policy says, such as one-win: a name or a YAML file."))
  var policy: String?

  @Option(
    help: words(
      "--policy で除く者：記録の落札者（なければ計算した落札者。既定）、又は計算した落札者だけ。",
      "With --policy: recorded (the winners in the record exclude, computed ones where it names none; the default) or chained (computed winners alone)."
    ))
  var history: DrawHistory?

  /// How ties are drawn.
  ///
  /// - Throws: what is wrong with a scheme or a seed.
  func method() throws -> DrawMethod {
    if let scheme {
      var scheme = try SchemeFile.scheme(scheme)
      // Either of the two files may say that the place of an excluded winner passes on.
      if try policyOfName?.drawForm == .pass { scheme.exclusion = .pass }
      return .scheme(scheme)
    }
    guard let reveal else {
      throw ValidationError(
        "--scheme か --reveal を指定してください。",
        "Give --scheme or --reveal.")
    }
    let seed = try SeedFile.seed(reveal)
    if let commitment, commitment.lowercased() != seed.commitment {
      throw DrawProblem.otherSeed(commitment: commitment, ofSeed: seed.commitment)
    }
    return .seed(seed)
  }

  func validate() throws {
    if scheme != nil, reveal != nil {
      throw ValidationError(
        "--scheme と --reveal は、どちらか一方を指定してください。",
        "Give --scheme or --reveal, not both.")
    }
    if history != nil, policy == nil {
      throw ValidationError(
        "--history は --policy と一緒に指定してください（--policy がなければ除外は起こりません）。",
        "--history goes with --policy: without it nothing excludes.")
    }
    if commitment != nil, reveal == nil {
      throw ValidationError(
        "--commitment は --reveal と一緒に指定してください（公開された種と照合します）。",
        "--commitment is held against the seed of --reveal.")
    }
  }

  /// The tied tenders that are asked for, in order.
  ///
  /// - Throws: `DrawProblem` where there are none, or what a draw throws.
  func tied(_ register: TenderRegister, _ method: DrawMethod, file: String) throws -> [TiedTender] {
    if let tender { try check(tender, register, file) }
    do {
      let all =
        try policyOfName.map { policy in
          try TiedTender.all(in: register, under: policy, following: history ?? .recorded) {
            try method.draw($0, of: register).place
          }
        } ?? TiedTender.all(in: register)
      let chosen = all.filter { tender == nil || register.tenders[$0.tender].notice.identifier == tender }
      if chosen.isEmpty { throw DrawProblem.nothingTied(file: file, tenders: register.tenders.count) }
      return chosen
    } catch let error as RegisterError {
      throw BidsError(file: file, error: error)
    } catch let error as DrawError {
      throw DrawProblem.open(file: file, error: error)
    }
  }

  /// The policy and the history that it follows; nil without a policy.
  var followed: FollowedHistory? { policy.map { FollowedHistory(policy: $0, history: history ?? .recorded) } }

  private var policyOfName: LotteryPolicy? {
    get throws { try policy.map(PolicyFile.policy) }
  }

  private func check(_ identifier: String, _ register: TenderRegister, _ file: String) throws {
    guard let tender = register.tenders.first(where: { $0.notice.identifier == identifier }) else {
      throw DrawProblem.unknownTender(file: file, error: unknown(identifier, register, file))
    }
    let lowest = BidRanking(tender).tiers.first ?? []
    if lowest.count < 2 {
      let winner = lowest.first.map { register.firms[tender.bids[$0].firm].name }
      throw DrawProblem.notTied(file: file, tender: identifier, winner: winner)
    }
  }

  /// The nearest of all identifiers, beside a few of them: a file may have thousands.
  private func unknown(_ identifier: String, _ register: TenderRegister, _ file: String) -> DataError {
    var error = DataError.unknownName(identifier, known: register.tenders.map(\.notice.identifier), file: file)
    if case .unknownName(let word, let known, let nearest) = error.problem {
      let few = known.count > 6 ? known.prefix(5) + ["…"] : known[...]
      error.problem = .unknownName(word, known: Array(few), nearest: nearest)
    }
    return error
  }
}
