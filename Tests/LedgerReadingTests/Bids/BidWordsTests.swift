import TestSupport
import Testing

@testable import LedgerReading
@testable import TabularReading

@Suite("Words of bids that nothing knows")
struct BidWordsTests {
  @Test("all of them are told at once, as the YAML that would settle them")
  func allAtOnce() throws {
    let folder = try TemporaryFolder()
    let text = """
      tender,firm,bid,status,winner
      T1,緑川建設,90,有効,◎
      T1,東洋組,91,保留,△
      T2,港組,92,無応札,
      T2,南組,93,保留,

      """
    let file = InputFile(try folder.write(text, to: "bids.csv"))
    let error = #expect(throws: DataError.self) { _ = try BidReader([file]).read { _, _ in } }
    #expect(error?.line == 3)
    #expect(error?.words.map(\.field) == ["status", "winner"])
    let yaml = error?.words.flatMap { $0.yaml { _ in "" } }.joined(separator: "\n") ?? ""
    for word in ["保留", "無応札", "△"] { #expect(yaml.contains(word)) }
    #expect(!yaml.contains("有効"))
  }
}
