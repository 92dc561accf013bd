import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite("Output formats")
struct OutputFormatTests {
  @Test("CSV quotes what needs quotes")
  func csv() {
    #expect(CSVText.line(["a", "b,c", "d\"e", "f\ng", "h\r\ni", ""]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\"h\r\ni\",\n")
  }

  @Test("JSON keeps nulls, integers of 64 bits and the order of names")
  func json() throws {
    let value = JSONValue.object(["b": .null, "a": .integer(Int64.max), "c": .array([.string("市/\"")])])
    #expect(
      try value.text() == """
        {
          "a" : 9223372036854775807,
          "b" : null,
          "c" : [
            "市/\\""
          ]
        }

        """)
  }

  @Test("a file is there only after its commit")
  func wholeFile() throws {
    let folder = try TemporaryFolder()
    do {
      var abandoned = try WholeFile(folder.file("a"), overwrites: false)
      try abandoned.write("half")
    }
    #expect(try folder.names == [])
    var file = try WholeFile(folder.file("a"), overwrites: false)
    try file.write("whole")
    #expect(try !folder.names.contains("a"))
    try file.commit()
    #expect(try folder.names == ["a"])
    #expect(try String(contentsOfFile: folder.file("a"), encoding: .utf8) == "whole")
  }

  @Test("a file that appeared while another was written is not replaced")
  func race() throws {
    let folder = try TemporaryFolder()
    var file = try WholeFile(folder.file("a"), overwrites: false)
    try file.write("late")
    try folder.write("early", to: "a")
    let failure = #expect(throws: WholeFile.Failure.self) { try file.commit() }
    #expect(failure == .exists(path: folder.file("a")))
    #expect(try String(contentsOfFile: folder.file("a"), encoding: .utf8) == "early")
  }
}
