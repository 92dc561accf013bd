import Procurement
import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Columns that follow from the figures of a table")
struct DerivedFigureTests {
  private static func table(_ text: String) throws -> DocumentTable {
    let folder = try TemporaryFolder()
    let document = try DocumentReader.read(InputFile(try folder.write(text, to: "t.md")))
    return try #require(document.tables.first)
  }

  @Test(
    "words for what follows from other figures",
    arguments: [
      ("前年度比", DerivedFigure.ratio), ("対前年比（％）", .ratio), ("前年同期比", .ratio), ("増減", .difference),
      ("対前年度増減額", .difference),
      ("増減率", .growth), ("伸び率", .growth), ("１件当たり契約金額", .average), ("一件あたり", .average),
    ])
  func words(_ word: String, _ kind: DerivedFigure) { #expect(TableWords.derived(word) == kind) }

  @Test("words that are figures, places or titles", arguments: ["契約金額", "構成比", "市内", "令和3年度", "件数割合", "比率"])
  func others(_ word: String) { #expect(TableWords.derived(word) == nil) }

  @Test("each kind is checked against the figures, and a cell that does not follow is named with its place")
  func checked() throws {
    let table = try Self.table(
      """
      | 年度 | 区分 | 件数 | 前年度比 | 増減 | 金額（千円） | 1件当たり |
      |---|---|---|---|---|---|---|
      | 令和3年度 | 市内 | 10 | - | - | 300 | 30.0 |
      | 令和3年度 | 市外 | 30 | - | - | 200 | 6.7 |
      | 令和3年度 | 合計 | 40 | - | - | 500 | 12.5 |
      | 令和4年度 | 市内 | 12 | 120.0% | 2 | 310 | 25.8 |
      | 令和4年度 | 市外 | 24 | 80.0% | △6 | 200 | 8.9 |
      | 令和4年度 | 合計 | 36 | 92.0% | △4 | 510 | 14.2 |

      """)
    #expect(table.derived.map(\.kind) == [.ratio, .difference, .average])
    #expect(table.derived.map(\.agreeing) == [2, 3, 5])
    #expect(table.derived.map(\.unchecked) == [3, 3, 0])
    #expect(table.derived[0].base == .count)
    let wrong = table.derived.flatMap(\.disagreements)
    #expect(wrong.map(\.printed) == ["92.0%", "8.9"])
    #expect(wrong.map(\.expected) == ["90.0", "8.3"])
    #expect(wrong.map(\.place?.line) == [8, 7])
    #expect(table.published.table.figures.count == 12)
    #expect(table.published.unreadColumns == ["前年度比", "増減", "1件当たり"])
  }

  @Test("a heading over a count and an amount says of which figure it speaks, and is no category")
  func twoLevels() throws {
    let table = try Self.table(
      """
      | 年度 | 区分 | 実績 | 実績 | 前年度比 | 前年度比 |
      | 年度 | 区分 | 件数 | 金額（千円） | 件数 | 金額 |
      |---|---|---|---|---|---|
      | 令和3年度 | 市内 | 10 | 300 | - | - |
      | 令和3年度 | 合計 | 10 | 300 | - | - |
      | 令和4年度 | 市内 | 12 | 330 | 120.0 | 110.0 |
      | 令和4年度 | 合計 | 12 | 330 | 120.0 | 110.0 |

      """)
    #expect(table.published.table.categories.count == 1)
    #expect(table.derived.map(\.base) == [.count, .amount])
    #expect(table.derived.map(\.agreeing) == [2, 2])
    #expect(table.published.table.figures.count == 8)
  }
}
