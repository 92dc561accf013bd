import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Totals under words of their own")
struct TotalEvidenceTests {
  private static func read(_ text: String) throws -> PublishedTable {
    let folder = try TemporaryFolder()
    return try PublishedTableReader.read(InputFile(try folder.write(text, to: "t.csv"))).table
  }

  @Test("a row that is the sum of the others, with 100 percent, is the total")
  func row() throws {
    let table = try Self.read(
      "年度,区分,契約件数,割合,契約金額（千円）,割合\n2021,甲,10,25.0,100,20.0\n2021,乙,30,75.0,400,80.0\n2021,ぜんぶ,40,100.0,500,100.0\n")
    #expect(table.row("ぜんぶ")?.role == .total)
    #expect(table.row("甲")?.parent == "ぜんぶ")
  }

  @Test("a row that adds up once by chance is a part")
  func chance() throws {
    let table = try Self.read("年度,区分,契約件数,契約金額（千円）\n2021,甲,10,100\n2021,乙,30,400\n2021,丙,40,300\n")
    #expect(table.rows.allSatisfy { $0.role == .part })
  }

  @Test("a category that is the sum of the others is the total of categories, and its figures stand under it")
  func category() throws {
    var text = "年度,種別,区分,契約件数,契約金額（千円）\n"
    for (row, factor) in [("甲", 1), ("乙", 2), ("合計", 3)] {
      for (category, count) in [("工事", 4), ("物品", 5), ("みな", 9)] {
        text += "2021,\(category),\(row),\(count * factor),\(count * factor * 7)\n"
      }
    }
    let table = try Self.read(text)
    let total = try #require(table.categories.first { $0.isTotal })
    #expect(total.label == "みな")
    let place = FigurePlace(
      year: FiscalYear(startingIn: 2021), category: total.identifier, row: "total", measure: .count)
    #expect(table.figures[place]?.value.description == "27")
    #expect(table.figures.count == 18)
  }
}
