import LedgerReading
import Procurement
import SyntheticData
import TabularReading
import TestSupport

/// Inputs that several suites share.
enum Samples {
  static func table(_ name: String) throws -> PublishedTable {
    try PublishedTableReader.read(InputFile(Repository.path("fixtures/\(name).csv"))).table
  }

  static func smallTarget() throws -> LedgerTarget { try LedgerTarget(table("small_table1")) }

  static func bids(
    _ tenders: Int, _ place: PlaceProfile = .kagoshimaPrefecture, _ change: (inout BidRecipe) -> Void = { _ in }
  ) -> SyntheticBids {
    var recipe = BidRecipe(tenders: tenders, place: place, formula: FloorPriceFormula.all[3])
    change(&recipe)
    return SyntheticBids(recipe)
  }
}

extension PagedFile {
  /// The whole file and the accounts of its pages.
  func whole(threads: Int = 1) -> (bytes: [UInt8], accounts: [Account]) {
    var (bytes, accounts): ([UInt8], [Account]) = ([], [])
    write(threads: threads) { page, account in
      bytes += page
      if let account { accounts.append(account) }
    }
    return (bytes, accounts)
  }

  /// The rows of a file without quotes, by column name, read without any reader of the project.
  func rows() -> [[String: String]] {
    let lines = String(decoding: whole().bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let names = lines.first?.split(separator: ",").map(String.init) ?? []
    return lines.dropFirst().dropLast().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(uniqueKeysWithValues: zip(names, fields))
    }
  }
}
