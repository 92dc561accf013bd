import CChild
import Foundation

/// Recomputes the result of a bundle from the inputs that a folder holds.
public struct Replay: Sendable {
  /// How a replay ended.
  public enum Outcome: Sendable, Equatable {
    /// Byte for byte as in the bundle.
    case same
    /// Another version or architecture, and every figure as in the bundle.
    case sameFigures
    /// These figures differ: where, recorded, recomputed.
    case different([String])
  }

  /// Why nothing was recomputed.
  public struct Refusal: Error, CustomStringConvertible {
    /// What is wrong, and what can be done.
    public var description: String
    /// Whether something is missing, rather than wrong.
    public var isMissing = false
  }

  /// Bytes that a bundle may have.
  public static let mostBytes = ResultBundle.mostBytes

  private let bundle: ResultBundle
  private let folder: String
  private let program: String
  private let temporary: String

  /// A replay of a bundle's bytes with a program.
  ///
  /// - Throws: `Refusal` where the bundle is refused.
  public init(bundle bytes: [UInt8], inputs folder: String, program: String, temporary: String) throws {
    do { bundle = try ResultBundle(bytes) } catch { throw Refusal(description: "the bundle is refused: \(error)") }
    self.folder = folder
    self.program = program
    self.temporary = temporary
  }

  /// Finds the inputs, runs the program, and compares.
  ///
  /// - Throws: `Refusal` where an input is missing or the program gives no result.
  public func run() async throws -> Outcome {
    let place = "\(temporary)/juchu-replay-\(Secret.word(bytes: 9))"
    guard mkdir(place, 0o700) == 0 else { throw Refusal(description: "\(temporary): no folder can be made there") }
    defer { try? FileManager.default.removeItem(atPath: place) }
    let limits = child_limits(memory: 4 << 30, seconds: 600, file_size: 4 << 30, descriptors: 256)
    let children = ChildProgram(path: program, temporary: temporary, place: place, limits: limits)
    let files = try inputs()
    let work = Work(kind: bundle.kind, uploads: [], settings: bundle.settings)
    var results: [String] = []
    for form in [ResultForm.json, .csv] {
      guard var command = work.command(bundle.view, form, bundle.language) else {
        throw Refusal(description: "the bundle is refused: there is no such result")
      }
      command.operands = bundle.inputs.map(\.name)
      let task = try command.task(named: files, temporary: temporary, threads: 1, seconds: 600)
      let result = try await children.run(task)
      guard case .exited(let code) = result.end, (0...2).contains(code) else {
        throw Refusal(description: "the program gave no result:\n\(result.remarks)")
      }
      results.append(result.output.text(atMost: ResultBundle.mostBytes))
    }
    if results == [bundle.results.json, bundle.results.csv] { return .same }
    let differences = Differences.between(bundle.results.json, results[0]) + Self.lines(bundle.results.csv, results[1])
    return differences.isEmpty ? .sameFigures : .different(differences)
  }

  /// The inputs by their SHA-256; a draw is written from what was typed.
  private func inputs() throws -> [(name: String, file: UnnamedFile)] {
    if bundle.kind == .draw {
      return [(bundle.inputs[0].name, try UnnamedFile(in: temporary, holding: DrawPage.bids(bundle.settings.draw)))]
    }
    var wanted = bundle.inputs
    var found: [String: UnnamedFile] = [:]
    for path in Self.files(in: folder) where !wanted.isEmpty {
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      let file = UnnamedFile(adopting: descriptor)
      let size = file.size
      guard wanted.contains(where: { $0.bytes == size }), let digest = file.sha256 else { continue }
      for input in wanted where input.sha256 == digest { found[input.name] = file }
      wanted.removeAll { $0.sha256 == digest }
    }
    guard wanted.isEmpty else {
      let missing = wanted.map { "  \($0.name), SHA-256 \($0.sha256)" }.joined(separator: "\n")
      throw Refusal(description: "\(folder) does not hold these inputs:\n\(missing)", isMissing: true)
    }
    return bundle.inputs.compactMap { input in found[input.name].map { (input.name, $0) } }
  }

  /// The files of a folder, three folders deep and without links.
  private static func files(in folder: String, depth: Int = 3) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { return [] }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return [path]
      case S_IFDIR: return depth > 1 && !name.hasPrefix(".") ? files(in: path, depth: depth - 1) : []
      default: return []
      }
    }
  }

  /// The lines in which two tables of CSV differ.
  private static func lines(_ recorded: String, _ recomputed: String) -> [String] {
    guard recorded != recomputed else { return [] }
    let left = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let right = recomputed.split(separator: "\n", omittingEmptySubsequences: false)
    return (0..<max(left.count, right.count)).compactMap { index in
      let (old, new) = (index < left.count ? left[index] : "", index < right.count ? right[index] : "")
      return old == new ? nil : "CSV line \(index + 1): \(old) → \(new)"
    }
  }
}

/// The places in which two results differ.
enum Differences {
  /// Each place with what stands there in the one and in the other; what only says which program it was is no figure.
  static func between(_ recorded: String, _ recomputed: String) -> [String] {
    guard let left = try? JSONSerialization.jsonObject(with: Data(recorded.utf8)),
      let right = try? JSONSerialization.jsonObject(with: Data(recomputed.utf8))
    else { return recorded == recomputed ? [] : ["the results are no JSON"] }
    var found: [String] = []
    walk(left, right, "", &found)
    return found
  }

  private static let identities: Set<String> = ["/meta/version", "/meta/build"]

  private static func walk(_ left: Any?, _ right: Any?, _ path: String, _ found: inout [String]) {
    guard !identities.contains(path) else { return }
    if let old = left as? [String: Any], let new = right as? [String: Any] {
      for key in Set(old.keys).union(new.keys).sorted() { walk(old[key], new[key], "\(path)/\(key)", &found) }
    } else if let old = left as? [Any], let new = right as? [Any] {
      for index in 0..<max(old.count, new.count) {
        walk(index < old.count ? old[index] : nil, index < new.count ? new[index] : nil, "\(path)/\(index)", &found)
      }
    } else if !same(left, right) {
      found.append("\(path): \(text(left)) → \(text(right))")
    }
  }

  private static func same(_ left: Any?, _ right: Any?) -> Bool {
    guard let left = left as? NSObject, let right = right as? NSObject else { return left == nil && right == nil }
    return left.isEqual(right)
  }

  private static func text(_ value: Any?) -> String { value.map { "\($0)" } ?? "nothing" }
}
