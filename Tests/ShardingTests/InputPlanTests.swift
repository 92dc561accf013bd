import LedgerReading
import Sharding
import Testing

@Suite("Plans of inputs")
struct InputPlanTests {
  private func plan(_ input: String, format: Int = 1) -> String {
    #"{"format":\#(format),"inputs":[\#(input)],"version":"1"}"#
  }

  @Test("what is written is what is read")
  func roundTrip() throws {
    let surveys = [
      FileSurvey(
        name: "a.csv", size: FileSurvey.stride + 5, sha256: "s", indivisible: nil,
        marks: [FileSurvey.Mark(isInside: false, line: 1), FileSurvey.Mark(isInside: true, line: 77)]),
      FileSurvey(name: "b.xlsx", size: 9, sha256: nil, indivisible: .format, marks: []),
    ]
    let text = try InputPlan(surveys, version: "1").text()
    #expect(try InputPlan(text, version: "1").surveys == surveys)
    #expect(throws: InputPlan.Fault.otherVersion("1")) { try InputPlan(text, version: "2") }
  }

  @Test(
    "a plan that juchu did not write is none",
    arguments: [
      #"{"marks":[-9223372036854775808],"name":"a","size":9}"#, #"{"marks":[0],"name":"a","size":9}"#,
      #"{"marks":[1],"name":"a","size":-1}"#, #"{"marks":[1],"name":"a","size":9223372036854775807}"#,
      #"{"marks":[1,2],"name":"a","size":9}"#, #"{"indivisible":"why","marks":[],"name":"a","size":9}"#,
      #"{"marks":[1],"name":"a","size":4503599627370496},{"marks":[1],"name":"b","size":1}"#,
    ])
  func refused(_ input: String) {
    #expect(throws: InputPlan.Fault.noPlan) { try InputPlan(plan(input), version: "1") }
  }

  @Test("a sound plan passes, another format does not")
  func format() throws {
    let input = #"{"marks":[1],"name":"a","size":9}"#
    #expect(try InputPlan(plan(input), version: "1").surveys.count == 1)
    #expect(throws: InputPlan.Fault.noPlan) { try InputPlan(plan(input, format: 2), version: "1") }
    #expect(throws: InputPlan.Fault.noPlan) { try InputPlan("contract,amount", version: "1") }
  }
}
