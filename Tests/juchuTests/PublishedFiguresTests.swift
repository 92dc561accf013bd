import TestSupport
import Testing

/// Figures that others published, from lists with the counts that they name.
@Suite struct PublishedFiguresTests {
  private static func values(_ text: String) throws -> [String: String] {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "list.csv")
    let outcome = try BuiltProgram.run(["indicators", path, "--format", "csv", "--lang", "en"])
    #expect(outcome.code == 0, "\(outcome.remarks)")
    var values: [String: String] = [:]
    for line in outcome.output.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      values[fields[1]] = fields[fields.count - 2]
    }
    return values
  }

  @Test("鹿児島県, fiscal year 2023: 1,068 of 2,859 works decided by lot are 37.4 %")
  func lots() throws {
    let rows = (0..<2_859).map { number in
      let tied = number < 1_068
      return "T\(number),2023-05-10,1000,900,甲,900\nT\(number),2023-05-10,1000,900,乙,\(tied ? 900 : 950)\n"
    }
    let values = try Self.values("tender,opening_date,ceiling,floor,firm,bid\n" + rows.joined())
    #expect(values["tenders"] == "2859" && values["byLot"] == "37.36")
  }

  @Test("千葉県, fiscal year 2016: shares of methods by number")
  func methods() throws {
    let counts = [("一般競争入札", 2_661), ("指名競争入札", 5_562), ("プロポーザル方式", 334), ("随意契約", 1_854)]
    var rows: [String] = []
    for (method, count) in counts {
      for _ in 0..<count { rows.append("\(rows.count),2016-05-10,工事,中小企業,市内,1000000,\(method)\n") }
    }
    let values = try Self.values("契約番号,契約日,種別,規模,所在区分,契約金額,契約方法\n" + rows.joined())
    #expect(values["contracts"] == "10411")
    // Printed: 25.6, 53.4 and 17.8 %.
    #expect(values["method.open"] == "25.56" && values["method.designated"] == "53.42")
    #expect(values["method.negotiated"] == "17.81" && values["method.proposal"] == "3.21")
  }
}
