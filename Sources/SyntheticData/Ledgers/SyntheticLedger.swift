import CounterRandom
import Procurement

/// A ledger whose Table 1 is its target, figure by figure, `scale` times.
public struct SyntheticLedger: PagedFile {
  /// What a page holds.
  public struct PageAccount: Sendable {
    /// The number of contracts.
    public var rows: Int
    /// The number of lines; a spoiled field may contain a line end.
    public var lines: Int
    /// What was spoiled; lines are counted from the first of the page, from 0.
    public var spoiled: [SpoiledField]
  }

  /// What was asked for.
  public let recipe: LedgerRecipe
  private let vocabulary: LedgerVocabulary
  private let pages: LedgerPages
  private let tails: [HeavyTail]

  /// The ledger of a recipe.
  ///
  /// - Complexity: O(vendors), at most 4,096 a category and row.
  public init(_ recipe: LedgerRecipe) {
    self.recipe = recipe
    vocabulary = LedgerVocabulary(recipe)
    pages = LedgerPages(recipe.target, scale: recipe.scale)
    tails = recipe.target.cells.map { HeavyTail(sigmaHundredths: recipe.spread[$0.category] ?? 150) }
  }

  /// The line of column names.
  public var header: [UInt8] { vocabulary.header }
  /// The number of pages of about 8,192 contracts.
  public var pageCount: Int { pages.count }
  /// The number of contracts.
  public var contractCount: Int64 { recipe.target.cells.reduce(0) { $0 + $1.count } * Int64(recipe.scale) }

  /// Makes a page.
  ///
  /// - Complexity: O(rows).
  public func page(_ number: Int) -> (bytes: [UInt8], account: PageAccount) {
    let page = pages.page(number)
    let entries = shuffledEntries(of: page, number: number)
    var words = SyntheticStreams.ledgerRows.words(seed: recipe.seed, number, 1)
    var dirt = LedgerDirt(recipe, page: number)
    let year = vocabulary.years[page.year]
    var account = PageAccount(rows: entries.count, lines: 0, spoiled: [])
    // A spoiled row is at most as long as its quotes, full-width digits and marks make it.
    let longest = vocabulary.longestRow * (recipe.dirtPerMillion > 0 ? 4 : 1)
    let bytes = RowWriter.bytes(atMost: entries.count * longest) { writer in
      for (index, entry) in entries.enumerated() {
        let cell = recipe.target.cells[entry.cell]
        let vendor = vendor(&words, of: vocabulary.rosters[entry.cell])
        let day = year.calendar.day(&words)
        let title = words.next(below: LedgerVocabulary.titlesPerCategory)
        let contract = UInt64(page.firstNumber) + UInt64(index) + 1
        if dirt.strikes() {
          let fields = vocabulary.fields(
            year: page.year, number: contract, day: day, category: cell.category, vendor: vendor,
            amount: entry.amount, title: title)
          account.lines += dirt.append(fields, line: account.lines, to: &writer, noting: &account.spoiled)
          continue
        }
        writer.append(year.prefix)
        writer.append(contract, width: 10)
        writer.append(year.days, day)
        writer.append(vocabulary.beforeAmount, vendor)
        writer.append(entry.amount)
        writer.append(vocabulary.behindAmount, vendor)
        writer.append(vocabulary.titles, Int(cell.category.rawValue) * LedgerVocabulary.titlesPerCategory + title)
        writer.append(vocabulary.wards, vocabulary.vendors[vendor].ward ?? SyntheticCity.wards.count)
        account.lines += 1
      }
    }
    return (bytes, account)
  }

  private struct Entry {
    var amount: UInt64
    var cell: Int
  }

  /// The amounts of a page, slice by slice exact, in random order.
  private func shuffledEntries(of page: LedgerPages.Page, number: Int) -> [Entry] {
    var entries: [Entry] = []
    entries.reserveCapacity(page.count)
    for slice in page.slices {
      var words = SyntheticStreams.ledgerAmounts.words(seed: recipe.seed, number, slice.cell)
      var amounts: [UInt64] = []
      amounts.reserveCapacity(slice.count)
      for _ in 0..<slice.count { amounts.append(tails[slice.cell].next(&words)) }
      ExactSplit.distribute(slice.amount, &amounts)
      for amount in amounts { entries.append(Entry(amount: amount, cell: slice.cell)) }
    }
    var words = SyntheticStreams.ledgerRows.words(seed: recipe.seed, number)
    for last in stride(from: entries.count - 1, to: 0, by: -1) {
      entries.swapAt(last, words.next(below: last + 1))
    }
    return entries
  }

  /// A vendor of a roster, the first ones more often than the last.
  private func vendor(_ words: inout DrawStream, of roster: Range<Int>) -> Int {
    let uniform = UInt64(words.nextWord())
    var power = uniform
    for _ in 1..<recipe.concentration { power = (power * uniform) >> 32 }
    return roster.lowerBound + Int((power * UInt64(roster.count)) >> 32)
  }
}
