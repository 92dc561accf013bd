import Foundation
import Synchronization
import Testing

@testable import Serving

@Suite struct PasswordTests {
  @Test func aPasswordIsKeptAsItsKeyAlone() throws {
    let file = try PasswordFile(of: "ひみつの言葉")
    #expect(file.matches("ひみつの言葉"))
    #expect(!file.matches("ひみつの言葉 ") && !file.matches("") && !file.matches(String(repeating: "a", count: 5000)))
    #expect(!file.text.contains("ひみつ"))
    #expect(try PasswordFile(of: "ひみつの言葉").text != file.text)
    let again = try #require(PasswordFile(text: file.text))
    #expect(again.matches("ひみつの言葉"))
    for text in ["", "x", "juchu-scrypt 15 00 00\n", "juchu-scrypt 40 " + file.text.dropFirst(16)] {
      #expect(PasswordFile(text: text) == nil)
    }
    for word in ["short", String(repeating: "a", count: 257)] {
      #expect(throws: PasswordFile.Refusal.self) { try PasswordFile(of: word) }
    }
  }

  /// RFC 7914 has no vector with these parameters: Python's hashlib gave this one.
  @Test func theKeyIsThatOfTheStandard() throws {
    let salt = "000102030405060708090a0b0c0d0e0f"
    let key = "7a8e34241db898d59175c696538c417467a975ffe569068425f16188d3159c58"
    let file = try #require(PasswordFile(text: "juchu-scrypt 15 \(salt) \(key)\n"))
    #expect(file.matches("correct horse battery staple"))
  }

  @Test func filesAreThisUsersAlone() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("password-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/password"
    let made = try PasswordFile(of: "0123456789")
    try made.write(to: path)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try PasswordFile(path: path) == made)
    #expect { try made.write(to: path) } throws: { ($0 as? PasswordFile.Refusal)?.code == 73 }
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: path)
    #expect(throws: PasswordFile.Refusal.self) { try PasswordFile(path: "\(folder)/link") }
    #expect(throws: PasswordFile.Refusal.self) { try PasswordFile(path: folder) }
    for mode in [0o640, 0o604, 0o660] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      #expect(throws: PasswordFile.Refusal.self) { try PasswordFile(path: path) }
    }
  }

  @Test func oneIsCheckedAndEightWait() async {
    let begun = Mutex(0)
    let gate = DispatchSemaphore(value: 0)
    let passwords = PasswordGate { word in
      begun.withLock { $0 += 1 }
      gate.wait()
      return word == "right"
    }
    let verdicts = await withTaskGroup(of: PasswordGate.Verdict.self) { group in
      for number in 0..<20 { group.addTask { await passwords.check(number.isMultiple(of: 2) ? "right" : "wrong") } }
      var found: [PasswordGate.Verdict] = []
      // Those who are not let in are told at once, while nobody's check has ended.
      for _ in 0..<11 { if let next = await group.next() { found.append(next) } }
      #expect(found.allSatisfy { $0 == .busy })
      #expect(begun.withLock { $0 } <= 1)
      for _ in 0..<9 { gate.signal() }
      for await next in group { found.append(next) }
      return found
    }
    #expect(verdicts.filter { $0 == .busy }.count == 11)
    #expect(verdicts.filter { $0 != .busy }.count == 9)
    gate.signal()
    #expect(await passwords.check("right") == .right)
  }
}

@Suite struct LabelCorrectionTests {
  private let csv = "年度,区分,種別,役割,契約件数\n2020,\"市内, 大\",物品,part,\"1,234\"\n2020,計,物品,part,5\n2020,計,合計,part,6\n"

  @Test func labelsChangeAndNothingElse() throws {
    var fields = FormFields()
    fields.append("row-0", "local-large")
    fields.append("row-1", "total")
    fields.append("category-0", "goods")
    fields.append("category-1", "@reboot")
    let correction = LabelCorrection(fields, rows: ["市内, 大", "計"], categories: ["物品", "合計"])
    #expect(correction.rows == ["市内, 大": "local-large", "計": "total"])
    #expect(correction.categories == ["物品": "goods"])
    #expect(
      correction.applied(to: csv)
        == "年度,区分,種別,役割,契約件数\n2020,local-large,goods,part,\"1,234\"\n2020,total,goods,total,5\n2020,total,合計,total,6\n")
  }

  @Test func withoutAChoiceTheTableIsTheSame() throws {
    let none = LabelCorrection(FormFields(), rows: ["計"], categories: [])
    #expect(none.isEmpty)
    #expect(none.applied(to: csv) == csv)
    #expect(none.applied(to: "a,b\n1,2\n") == nil)
    #expect(LabelCorrection.records("\u{FEFF}a,\"b\n\"\"c\"\"\"\r\n1,2") == [["a", "b\n\"c\""], ["1", "2"]])
  }
}
