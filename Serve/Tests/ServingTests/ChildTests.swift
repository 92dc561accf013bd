import CChild
import Foundation
import Testing

@testable import Serving

@Suite struct ChildTests {
  static func program(_ path: String, memory: UInt64 = 4 << 30, fileSize: UInt64 = 1 << 30) throws -> ChildProgram {
    let place = NSTemporaryDirectory() + "juchu-serve-tests-\(Secret.word(bytes: 9))"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let limits = child_limits(memory: memory, seconds: 20, file_size: fileSize, descriptors: 64)
    return ChildProgram(path: path, temporary: NSTemporaryDirectory(), place: place, limits: limits)
  }

  static func shell(_ text: String, _ program: ChildProgram, files: [(String, UnnamedFile)] = [], seconds: Int = 20)
    async throws -> ChildResult
  {
    let task = ChildTask(
      words: ["-c", text], files: files.map { (name: $0.0, file: $0.1) }, operands: [], seconds: seconds)
    return try await program.run(task)
  }

  @Test func aChildSeesItsInputsAndNothingElse() async throws {
    let program = try Self.program("/bin/sh")
    let file = try UnnamedFile(in: NSTemporaryDirectory(), holding: "契約\n")
    let result = try await Self.shell(
      "cat 台帳.csv; ls; env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD= | sort; ls /proc/self/fd | wc -l; ulimit -c; echo >&3",
      program,
      files: [("台帳.csv", file)])
    // 0, 1, 2, the input, and the folder that ls reads.
    #expect(
      result.output.text(atMost: 1000)
        == "契約\n台帳.csv\nSWIFT_BACKTRACE=enable=no\nTMPDIR=\(NSTemporaryDirectory())\n5\n0\n")
    // The input is open for reading only.
    #expect(result.remarks.contains("echo"))
    #expect(file.text(atMost: 100) == "契約\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.place) == [])
  }

  @Test func aChildsEndIsTold() async throws {
    let program = try Self.program("/bin/sh")
    #expect(try await Self.shell("exit 65", program).end == .exited(65))
    #expect(try await Self.shell("kill -SEGV $$", program).end == .signalled(11))
    #expect(try await Self.shell("sleep 30", program, seconds: 1).end == .timedOut)
    let missing = try Self.program("/nonexistent/juchu")
    #expect(try await Self.shell("", missing).end == .failedToStart)
    #expect(try FileManager.default.contentsOfDirectory(atPath: missing.place) == [])
  }

  @Test func aCancelledChildEndsWithAllItStarted() async throws {
    let program = try Self.program("/bin/sh")
    let marker = NSTemporaryDirectory() + "juchu-marker-\(Secret.word(bytes: 9))"
    let began = ContinuousClock.now
    let task = Task { try await Self.shell("(sleep 2; echo > \(marker)) & sleep 30", program) }
    try await Task.sleep(for: .milliseconds(300))
    task.cancel()
    #expect(try await task.value.end == .cancelled)
    #expect(ContinuousClock.now - began < .seconds(2))
    try await Task.sleep(for: .milliseconds(2200))
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test func aChildsMemoryAndFilesAreBounded() async throws {
    let small = try Self.program("/bin/sh", memory: 64 << 20, fileSize: 1 << 16)
    let memory = try await Self.shell("head -c 200000000 /dev/zero | tail -c 150000000 | wc -c", small)
    #expect(memory.output.text(atMost: 100).trimmingCharacters(in: .whitespaces) != "150000000\n")
    let written = try await Self.shell("head -c 1000000 /dev/zero", small)
    #expect(written.output.size == 1 << 16)
  }

  @Test func rowsThatAreSetAsideAreKeptWithoutTheirNameAndNothingElseIs() async throws {
    let program = try Self.program("/bin/sh")
    let result = try await Self.shell("echo 行 > rejects.csv; echo > .rejects.csv.part; echo > other", program)
    #expect(result.rejects?.text(atMost: 100) == "行\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.place) == [])
    for trick in ["ln -s /etc/passwd rejects.csv", "mkfifo rejects.csv", "exit 1"] {
      #expect(try await Self.shell(trick, program).rejects == nil)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.place) == [])
  }
}
