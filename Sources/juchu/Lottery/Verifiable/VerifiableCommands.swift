import ArgumentParser
import LedgerReading
import LotteryStatistics
import Procurement
import Reporting

/// `juchu lottery verifiable`: draws that anybody can verify, version 2 of the protocol.
struct LotteryVerifiableCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "verifiable",
      abstract: words(
        "誰でも検証できるくじ：公告、封印、事前公表、記録、くじ、検証。",
        "A draw that anybody can verify: notice, seals, commitment, record, draw, verification."),
      discussion: words(
        """
        入札の締切前に公告と全封印の事前公表を、開札後に同額入札者の記録を公表し、その後に各当事者が種を公開します（docs/methods/verifiable-draw.md）。
        """,
        """
        Before bidding closes the notice and the commitment to all seals are published, after the opening the record of the \
        tied firms, and then every party opens its seed: docs/methods/verifiable-draw.md.
        """),
      subcommands: [
        VerifiableNoticeCommand.self, VerifiableSealCommand.self, VerifiableCommitCommand.self,
        VerifiableRecordCommand.self, VerifiableDrawCommand.self, VerifiableVerifyCommand.self,
      ])
  }
}

/// `juchu lottery verifiable notice`.
struct VerifiableNoticeCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "notice",
      abstract: words(
        "検証できるくじの公告を書き出します。",
        "Write the notice (公告) of a verifiable draw."),
      discussion: words(
        """
        例：
          juchu lottery verifiable notice notice.txt --body 141305 --closing 2026-06-01T17:00:00+09:00 \\
            --opening 2026-06-02T10:00:00+09:00 --open-by 2026-06-02T12:00:00+09:00 --policy one-win \\
            --register codes.txt --tender R8-301 --tender R8-302 --parties 2
        """,
        """
        Example:
          juchu lottery verifiable notice notice.txt --body 141305 --closing 2026-06-01T17:00:00+09:00 \\
            --opening 2026-06-02T10:00:00+09:00 --open-by 2026-06-02T12:00:00+09:00 --policy one-win \\
            --register codes.txt --tender R8-301 --tender R8-302 --parties 2
        """))
  }

  @Argument(
    help: words(
      "書き出すファイル。",
      "The file to write.")) var file: String
  @Option(
    help: words(
      "団体コード（6桁）。",
      "The code of the body, six digits (団体コード).")) var body: String
  @Option(
    help: words(
      "入札の締切（例：2026-06-01T17:00:00+09:00）。",
      "When bidding closes, as 2026-06-01T17:00:00+09:00.")) var closing: String
  @Option(
    help: words(
      "開札の日時。",
      "When bids are opened.")) var opening: String
  @Option(
    help: words(
      "種の公開期限。",
      "Until when every seed is opened.")) var openBy: String
  @Option(
    help: words(
      "方式：名前、又は YAML ファイル（公告がその内容を固定します）。",
      "The policy: a name or a YAML file, whose bytes the notice binds.")) var policy = "independent"
  @Option(
    help: words(
      "参加を認めた全業者のコード（1行に1つ）。",
      "The codes of all admitted firms, one a line.")) var register: String
  @Option(
    help: words(
      "案件（開札の順に、繰り返し指定します）。",
      "A tender, in the order of opening; may be given several times.")) var tender: [String]
  @Option(
    help: words(
      "種を封印する当事者の数。",
      "How many parties seal a seed.")) var parties = 2
  @Option(
    help: words(
      "公開乱数：none、\"drand CHAINHASH ROUND\"、\"other SOURCE FIELD TIME\"。",
      "none, \"drand CHAINHASH ROUND\" or \"other SOURCE FIELD TIME\".")) var beacon = "none"
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    guard let beacon = DrawNotice.Beacon(beacon) else {
      throw ValidationError(
        "--beacon は none、\"drand CHAINHASH ROUND\"、\"other SOURCE FIELD TIME\" のいずれかです。",
        "--beacon takes none, \"drand CHAINHASH ROUND\" or \"other SOURCE FIELD TIME\".")
    }
    let rule = try PolicyFile.policy(policy)
    guard SealedDraw.permits(rule) else {
      throw ProtocolProblem(error: DrawProtocolError(.policy(rule.name), in: .policy), file: policy)
    }
    let codes = try ProtocolFiles.register(register)
    let digest = try ProtocolFiles.digest(ofPolicy: policy)
    let notice = try ProtocolFiles.checking(file) { () throws(DrawProtocolError) in
      try DrawNotice(
        body: body, closing: closing, opening: opening, openBy: openBy, policy: digest,
        register: try DrawProtocol.digest(ofRegister: codes), tenders: tender, parties: parties, beacon: beacon)
    }
    try ProtocolFiles.write(notice.text, to: file, overwrites: output.force)
    try output.write(PublishedTextResult(.notice, digest: notice.digest, file: file))
  }
}

/// `juchu lottery verifiable seal`.
struct VerifiableSealCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "seal",
      abstract: words(
        "当事者の秘密の種を作り、その封印を表示します。",
        "Make the secret seed of a party and print its seal."),
      discussion: words(
        """
        種は、ほかの利用者が読めず上書きもされないファイルに書き出します。その sha256sum が封印です。

        例：
          juchu lottery verifiable seal seed-1.txt --notice notice.txt --party 1
        """,
        """
        The seed goes to a file that nobody else can read and that is never overwritten; sha256sum of it is the seal.

        Example:
          juchu lottery verifiable seal seed-1.txt --notice notice.txt --party 1
        """))
  }

  @Argument(
    help: words(
      "種のファイル。",
      "The file for the seed.")) var file: String
  @Option(
    help: words(
      "公告。",
      "The notice.")) var notice: String
  @Option(
    help: words(
      "当事者の番号（1から）。",
      "The number of the party, from 1.")) var party: Int
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let notice = try ProtocolFiles.notice(notice)
    guard (1...notice.parties).contains(party) else {
      throw ValidationError(
        "--party の値は、公告のとおり 1 から \(notice.parties) までです。",
        "--party takes 1 to \(notice.parties), as the notice says.")
    }
    let seed = SealedSeed(notice: notice.digest, party: party)
    try SecretFile.write(seed.text, to: file)
    try output.write(PublishedTextResult(.seal, digest: seed.seal, file: file))
  }
}

/// `juchu lottery verifiable commitment`.
struct VerifiableCommitCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "commitment",
      abstract: words(
        "全当事者の封印をまとめます。同じものは受け付けません。",
        "Put the seals of all parties together; equal ones are refused."),
      discussion: words(
        """
        例：
          juchu lottery verifiable commitment commitment.txt SEAL1 SEAL2 --notice notice.txt
        """,
        """
        Example:
          juchu lottery verifiable commitment commitment.txt SEAL1 SEAL2 --notice notice.txt
        """))
  }

  @Argument(
    help: words(
      "書き出すファイル。",
      "The file to write.")) var file: String
  @Argument(
    help: words(
      "封印（当事者の順）。",
      "The seals in the order of the parties.")) var seals: [String]
  @Option(
    help: words(
      "公告。",
      "The notice.")) var notice: String
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let notice = try ProtocolFiles.notice(notice)
    let commitment = try ProtocolFiles.checking("commitment") { () throws(DrawProtocolError) in
      try DrawCommitment(notice, seals: seals)
    }
    try ProtocolFiles.write(commitment.text, to: file, overwrites: output.force)
    try output.write(PublishedTextResult(.commitment, digest: commitment.digest, file: file))
  }
}

/// `juchu lottery verifiable record`.
struct VerifiableRecordCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "record",
      abstract: words(
        "同額入札者の記録を書き出します（開札の後、種の公開の前）。",
        "Write the record of the tied firms, after the opening and before any seed is opened."),
      discussion: words(
        """
        同額入札者は、有効な最低の札を入れた者です。業者はコード（列 firm_code、又はコードの入った firm）で示します。

        例：
          juchu lottery verifiable record record.txt bids.csv --notice notice.txt --commitment commitment.txt \\
            --register codes.txt
        """,
        """
        The tied firms are the lowest valid bids; a firm stands by its code (column firm_code, or the firm column where it \
        holds codes).

        Example:
          juchu lottery verifiable record record.txt bids.csv --notice notice.txt --commitment commitment.txt \\
            --register codes.txt
        """))
  }

  @Argument(
    help: words(
      "書き出すファイル。",
      "The file to write.")) var file: String
  @Argument(
    help: words(
      "入札データ（1行に1つの札）。",
      "Bids in CSV, one line a bid.")) var bids: [String]
  @Option(
    help: words(
      "公告。",
      "The notice.")) var notice: String
  @Option(
    help: words(
      "事前公表（コミットメント）。",
      "The commitment.")) var commitment: String
  @Option(
    help: words(
      "参加を認めた全業者のコード（1行に1つ）。",
      "The codes of all admitted firms, one a line.")) var register: String
  @OptionGroup(title: "Bids") var source: BidOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let notice = try ProtocolFiles.notice(notice)
    let commitment = try ProtocolFiles.commitment(commitment, notice)
    let codes = try ProtocolFiles.register(register)
    let (bidders, _) = try source.register(bids, output: output)
    let record = try ProtocolFiles.checking(bids.joined(separator: ", ")) { () throws(DrawProtocolError) in
      try DrawTies(bidders, commitment: commitment, notice: notice, register: codes)
    }
    try ProtocolFiles.write(record.text, to: file, overwrites: output.force)
    try output.write(PublishedTextResult(.record, digest: record.digest, file: file))
  }
}

/// The published texts that a draw and its verification take.
struct ProtocolOptions: ParsableArguments {
  @Option(
    help: words(
      "公告。",
      "The notice.")) var notice: String
  @Option(
    help: words(
      "公告とともに事前公表されたもの。なければ検証はできません。",
      "The commitment that was published with it; without it nothing is verified.")) var commitment: String?
  @Option(
    help: words(
      "同額入札者の記録。",
      "The record of the tied firms.")) var record: String
  @Option(
    help: words(
      "参加を認めた全業者のコード（1行に1つ）。",
      "The codes of all admitted firms, one a line.")) var register: String
  @Option(
    help: words(
      "公告の方式：名前又は YAML ファイル。",
      "The policy of the notice: a name or a YAML file.")) var policy = "independent"
  @Option(
    help: words(
      "公開された種のファイル（繰り返し指定できます）。",
      "The file of an opened seed; may be given several times.")) var seed: [String] = []
  @Option(
    help: words(
      "公告の公開乱数を保存したファイル。",
      "The stored number of the notice's beacon, a file.")) var beacon: String?

  /// The draw, and whether it is bound to a published commitment.
  func draw() throws -> SealedDrawStudy {
    let notice = try ProtocolFiles.notice(notice)
    let found = try ProtocolFiles.digest(ofPolicy: policy)
    guard found == notice.policy else {
      throw ProtocolProblem(
        error: DrawProtocolError(.otherText(found: found, expected: notice.policy), in: .policy), file: policy)
    }
    let rule = try PolicyFile.policy(policy)
    let codes = try ProtocolFiles.register(register)
    // What is no seed counts as missing.
    let seeds = seed.compactMap { try? SealedSeed(try ProtocolFiles.text($0)) }
    let published = try commitment.map { try ProtocolFiles.commitment($0, notice) }
    // Without the published commitment the seeds must be those of the record at least.
    let bound =
      try published
      ?? ProtocolFiles.checking("--seed") { () throws(DrawProtocolError) in
        try DrawCommitment(notice, seals: seeds.sorted { $0.party < $1.party }.map(\.seal))
      }
    let text = try ProtocolFiles.text(record)
    let ties = try ProtocolFiles.checking(record) { () throws(DrawProtocolError) in
      try DrawTies(text, commitment: bound, notice: notice, register: codes)
    }
    let stored = try beacon.map { try ProtocolFiles.text($0) }
    let number = try stored.map { text in
      try ProtocolFiles.checking(beacon ?? "") { () throws(DrawProtocolError) in try BeaconNumber(text) }
    }
    let draw = try ProtocolFiles.checking(record) { () throws(DrawProtocolError) in
      try SealedDraw(ties, notice: notice, commitment: bound, seeds: seeds, beacon: number, policy: rule)
    }
    return SealedDrawStudy(draw: draw, ties: ties, notice: notice, isBound: published != nil)
  }
}

/// `juchu lottery verifiable draw`.
struct VerifiableDrawCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "draw",
      abstract: words(
        "公開された種からくじを引き、全案件の順位と落札者を示します。",
        "Draw from the opened seeds: the ranking and the winner of every tender."),
      discussion: words(
        """
        例：
          juchu lottery verifiable draw --notice notice.txt --commitment commitment.txt --record record.txt \\
            --register codes.txt --policy one-win --seed seed-1.txt --seed seed-2.txt --result result.txt
        """,
        """
        Example:
          juchu lottery verifiable draw --notice notice.txt --commitment commitment.txt --record record.txt \\
            --register codes.txt --policy one-win --seed seed-1.txt --seed seed-2.txt --result result.txt
        """))
  }

  @OptionGroup(title: "Published texts") var texts: ProtocolOptions
  @Option(
    help: words(
      "公表する結果をこのファイルに書き出します。",
      "Write the result, to be published, to this file.")) var result: String?
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let study = try texts.draw()
    if let result {
      try ProtocolFiles.write(study.draw.text(record: study.ties.digest), to: result, overwrites: output.force)
    }
    try output.write(SealedDrawResult(study, compared: nil))
  }
}

/// `juchu lottery verifiable verify`.
struct VerifiableVerifyCommand: ReportingCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "verify",
      abstract: words(
        "公表された結果を計算し直します。終了コード：0 検証済み、1 相違あり、2 一致するが検証済みではない。",
        "Recompute a published result: exit code 0 verified, 1 differs, 2 recomputed but not verified."),
      discussion: words(
        """
        検証済みとは、公表されたコミットメントと種だけから決まる結果のことです。コミットメントがない場合、又は署名を確かめていない公開乱数を使う場合は、再計算にとどまります。

        例：
          juchu lottery verifiable verify result.txt --notice notice.txt --commitment commitment.txt \\
            --record record.txt --register codes.txt --policy one-win --seed seed-1.txt --seed seed-2.txt
        """,
        """
        Verified is a result that follows from a published commitment and seeds alone. Without the commitment, or with a \
        stored number of a beacon, whose signature is not checked, it is recomputed only.

        Example:
          juchu lottery verifiable verify result.txt --notice notice.txt --commitment commitment.txt \\
            --record record.txt --register codes.txt --policy one-win --seed seed-1.txt --seed seed-2.txt
        """))
  }

  @Argument(
    help: words(
      "公表された結果。",
      "The published result.")) var result: String
  @OptionGroup(title: "Published texts") var texts: ProtocolOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func run() throws {
    let published = try ProtocolFiles.text(result)
    let study: SealedDrawStudy
    do { study = try texts.draw() } catch let problem as ProtocolProblem where problem.error.kind == .versionOne {
      StandardStreams.say("juchu: " + problem.text(output.chosenLanguage))
      throw ExitStatus.found
    }
    let isEqual = Array(published.utf8) == Array(study.draw.text(record: study.ties.digest).utf8)
    try output.write(SealedDrawResult(study, compared: isEqual))
    if !isEqual { throw ExitStatus.found }
    if !study.isAuthentic { throw ExitStatus.undecided }
  }
}
