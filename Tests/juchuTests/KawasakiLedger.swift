import Foundation
import LedgerReading
import Procurement
import TabularReading
import TestSupport

/// Ledgers whose tables are the published ones: every cell cut into as many contracts as it counts.
enum KawasakiLedger {
  /// A ledger in canonical CSV made from the counts and whole millions of the published Table 1.
  static func table1() throws -> String {
    let table = try PublishedTableReader.read(InputFile(Repository.path("fixtures/kawasaki_table1.csv"))).table
    var lines = ["contract,fiscal_year,category,size,locality,amount"]
    for year in table.years {
      for category in table.categories where !category.isTotal {
        for row in table.rows where row.role == .part {
          let (locality, size) = try classes(of: row.identifier)
          for (index, amount) in amounts(table, year, category.identifier, row.identifier).enumerated() {
            lines.append(
              "\(year)-\(category.identifier)-\(row.identifier)-\(index),\(year),\(category.identifier),\(size),\(locality),\(amount)"
            )
          }
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A ledger of subsidy recipients made from the published Table 2; every contract is above a million yen.
  static func table2() throws -> String {
    let table = try PublishedTableReader.read(InputFile(Repository.path("fixtures/kawasaki_table2.csv"))).table
    var lines = ["contract,fiscal_year,category,size,locality,amount,population"]
    for year in table.years {
      func figure(_ row: String, _ measure: Measure) -> Int64 {
        table.figures[FigurePlace(year: year, category: "total", row: row, measure: measure)]?.value.units ?? 0
      }
      let local = (figure("local-sme", .count), figure("local-sme", .amount))
      let rest = (figure("all", .count) - local.0, figure("all", .amount) - local.1)
      for (name, locality, count, millions) in [("a", "local", local.0, local.1), ("b", "non-local", rest.0, rest.1)] {
        for (index, amount) in split(millions * 1_000_000, into: count).enumerated() {
          lines.append("\(year)-\(name)-\(index),\(year),works,sme,\(locality),\(amount),subsidy-recipient")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func classes(of row: String) throws -> (locality: String, size: String) {
    switch row {
    case "local-large": ("local", "large")
    case "local-sme": ("local", "sme")
    case "local-other": ("local", "other")
    default: ("non-local", "")
    }
  }

  private static func amounts(_ table: PublishedTable, _ year: FiscalYear, _ category: String, _ row: String) -> [Int64]
  {
    func figure(_ measure: Measure) -> Int64 {
      table.figures[FigurePlace(year: year, category: category, row: row, measure: measure)]?.value.units ?? 0
    }
    return split(figure(.amount) * 1_000_000, into: figure(.count))
  }

  /// Cuts an amount into equal parts, the last with what is left.
  private static func split(_ amount: Int64, into count: Int64) -> [Int64] {
    guard count > 0 else { return [] }
    var parts = [Int64](repeating: amount / count, count: Int(count))
    parts[parts.count - 1] += amount % count
    return parts
  }
}
