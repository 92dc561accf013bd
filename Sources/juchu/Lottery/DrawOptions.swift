import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting

/// How ties are drawn; the options that `draw` and `verify` share.
struct DrawOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "core-seconds, milliseconds, milliseconds-cut, random, typed-only, wakayama, name-order, or a YAML file of "
        + "components."))
  var scheme: String?

  @Option(help: "A verifiable draw: the published seed, as a file or as 64 hexadecimal digits.")
  var reveal: String?

  @Option(help: "The commitment that was published before; a seed that is another is an error.")
  var commitment: String?

  @Option(help: "One tender only.")
  var tender: String?

  @Option(help: "Exclude earlier winners of a group as a policy says, such as one-win: a name or a YAML file.")
  var policy: String?

  /// How ties are drawn.
  ///
  /// - Throws: what is wrong with a scheme or a seed.
  func method() throws -> DrawMethod {
    if let scheme { return .scheme(try SchemeFile.scheme(scheme)) }
    guard let reveal else { throw ValidationError("Give --scheme or --reveal.") }
    let seed = try SeedFile.seed(reveal)
    if let commitment, commitment.lowercased() != seed.commitment {
      throw DrawProblem.otherSeed(commitment: commitment, ofSeed: seed.commitment)
    }
    return .seed(seed)
  }

  func validate() throws {
    if scheme != nil, reveal != nil { throw ValidationError("Give --scheme or --reveal, not both.") }
    if commitment != nil, reveal == nil { throw ValidationError("--commitment is held against the seed of --reveal.") }
  }

  /// The tied tenders that are asked for, in order.
  ///
  /// - Throws: `DrawProblem` where there are none, or what a draw throws.
  func tied(_ register: TenderRegister, _ method: DrawMethod, file: String) throws -> [TiedTender] {
    if let tender { try check(tender, register, file) }
    do {
      let all =
        try policyOfName.map { policy in
          try TiedTender.all(in: register, under: policy) { try method.draw($0, of: register).place }
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
    var error = DataError.unknownWord(identifier, known: register.tenders.map(\.notice.identifier), file: file)
    if case .unknownWord(let word, let known, let nearest) = error.problem {
      let few = known.count > 6 ? known.prefix(5) + ["…"] : known[...]
      error.problem = .unknownWord(word, known: Array(few), nearest: nearest)
    }
    return error
  }
}

/// A draw that cannot be made of what is given.
enum DrawProblem: Error {
  /// Scheme and record leave it open.
  case open(file: String, error: DrawError)
  /// No tender is tied.
  case nothingTied(file: String, tenders: Int)
  /// The tender that was asked for is not tied; the lowest bidder, if any.
  case notTied(file: String, tender: String, winner: String?)
  /// No tender has this identifier.
  case unknownTender(file: String, error: DataError)
  /// No winner is recorded.
  case noWinners(file: String)
  /// The text is no seed.
  case noSeed(String)
  /// The seed is not the one that was committed to.
  case otherSeed(commitment: String, ofSeed: String)

  func text(_ language: Language) -> String {
    let isJapanese = language == .japanese
    switch self {
    case .open(let file, let error): return DrawErrorText.text(of: error, file: file, language: language)
    case .unknownTender(_, let error): return ErrorText(error, language: language).text
    case .nothingTied(let file, let tenders):
      return isJapanese
        ? "\(file): 有効な最低入札が同額の案件がありません（案件 \(tenders)）\n  対処： 入札金額・最低制限価格の列を確認してください"
        : "\(file): the lowest valid bids of no tender tie (\(tenders) tenders), so nothing is drawn\n"
          + "  hint:     look at the columns of bids, floor and ceiling"
    case .notTied(let file, let tender, let winner):
      let japanese = winner.map { "最低の有効な入札は \($0) だけ" } ?? "有効な入札なし"
      let english = winner.map { "one lowest valid bid, by \($0)" } ?? "no valid bid"
      return isJapanese
        ? "\(file): 同額ではない案件なので、くじを引きません\n  実際： 案件 \"\(tender)\"、\(japanese)\n  期待： 同額の最低入札が二つ以上"
        : "\(file): the tender is not tied, so nothing is drawn\n  found:    tender \"\(tender)\", \(english)\n"
          + "  expected: two or more equal lowest bids"
    case .noWinners(let file):
      return isJapanese
        ? "\(file): 同額の案件に落札者の記録がなく、照合できません\n  期待： winner（落札）の列\n  対処： 計算だけなら juchu lottery draw"
        : "\(file): no tied tender has a recorded winner, so there is nothing to compare with\n"
          + "  expected: a column winner with 1 for the winner's bid\n  hint:     juchu lottery draw computes without a record"
    case .noSeed(let text):
      return isJapanese
        ? "--reveal: 種ではありません\n  実際： \(text)\n  期待： 16進64桁、または --commit で作ったファイル"
        : "--reveal: this is no seed\n  found:    \(text)\n"
          + "  expected: 64 hexadecimal digits, or a file that --commit wrote"
    case .otherSeed(let commitment, let ofSeed):
      return isJapanese
        ? "--reveal: 公表されたコミットメントの種ではありません\n  実際： \(ofSeed)\n  期待： \(commitment)\n  対処： この種によるくじは有効ではありません"
        : "--reveal: the seed is not the one that was committed to\n  found:    \(ofSeed)\n  expected: \(commitment)\n"
          + "  hint:     a draw from this seed does not count"
    }
  }
}

/// The file of a seed: the very two lines whose SHA-256 is the commitment.
enum SeedFile {
  static let head = "juchu draw seed 1"

  static func seed(_ text: String) throws -> DrawSeed {
    if let seed = DrawSeed(hex: text) { return seed }
    guard text.contains(".") || text.contains("/") || text.count < 64 else { throw DrawProblem.noSeed(text) }
    let lines = try InputFile(text).text().split(whereSeparator: \.isNewline).map(String.init)
    guard lines.count == 2, lines[0] == head, let seed = DrawSeed(hex: lines[1]) else {
      throw DrawProblem.noSeed(text)
    }
    return seed
  }

  static func text(_ seed: DrawSeed) -> String { "\(head)\n\(seed.hex)\n" }
}
