import ArgumentParser
import LedgerReading
import Reporting
import TabularReading

extension InspectCommand: WritesFiles { static var outputs: Set<String> { ["writeMapping"] } }
extension SynthesizeLedgerCommand: WritesFiles { static var outputs: Set<String> { ["key"] } }
extension SynthesizeBidsCommand: WritesFiles { static var outputs: Set<String> { ["firms", "count"] } }
extension LotteryDrawCommand: WritesFiles {
  static var outputs: Set<String> { ["commit"] }
  static var secrets: Set<String> { ["commit"] }
}
extension VerifiableNoticeCommand: WritesFiles { static var outputs: Set<String> { ["file"] } }
extension VerifiableCommitCommand: WritesFiles { static var outputs: Set<String> { ["file"] } }
extension VerifiableRecordCommand: WritesFiles { static var outputs: Set<String> { ["file"] } }
extension VerifiableSealCommand: WritesFiles {
  static var outputs: Set<String> { ["file"] }
  static var secrets: Set<String> { ["file"] }
}

/// The files that a command line names, told apart before any work is done: what is written is neither read nor written twice.
///
/// Every text on the command line that is no output and names a file is an input, whatever option it belongs to: an option
/// that is added later is not forgotten.
struct NamedFiles {
  /// A path with the option that it belongs to.
  struct Named: Hashable {
    var option: String
    var path: String
  }

  private(set) var outputs: [Named] = []
  private(set) var inputs: [Named] = []
  private var secrets: Set<String> = []
  private var force = false
  /// Whether the command has an option for rows that cannot be used.
  private(set) var setsRowsAside = false

  /// The files of a command.
  init(_ command: any ParsableCommand) {
    let further = type(of: command) as? any WritesFiles.Type
    secrets = further?.secrets ?? []
    collect(command, (further?.outputs ?? []).union(["output", "rejects"]))
  }

  private mutating func collect(_ arguments: Any, _ written: Set<String>) {
    for child in Mirror(reflecting: arguments).children {
      guard let label = child.label?.drop(while: { $0 == "_" }), let value = (child.value as? any Valued)?.value else {
        continue
      }
      let name = String(label)
      if name == "rejects" { setsRowsAside = true }
      switch value {
      case let isOn as Bool: if name == "force" { force = isOn }
      case let path as String:
        if written.contains(name) { outputs.append(Named(option: name, path: path)) } else { add(path, name) }
      case let paths as [String]: for path in paths { add(path, name) }
      case let group as any ParsableArguments: collect(group, written)
      default: break
      }
    }
  }

  /// The names of the properties that take several values.
  static func propertiesOfSeveralValues(_ arguments: Any) -> Set<String> {
    var names: Set<String> = []
    for child in Mirror(reflecting: arguments).children {
      guard let label = child.label?.drop(while: { $0 == "_" }), let value = (child.value as? any Valued)?.value else {
        continue
      }
      if let group = value as? any ParsableArguments {
        names.formUnion(propertiesOfSeveralValues(group))
      } else if Mirror(reflecting: value).displayStyle == .collection {
        names.insert(String(label))
      }
    }
    return names
  }

  private mutating func add(_ text: String, _ name: String) {
    // A list of partial files, as merge takes it.
    inputs.append(Named(option: name, path: text.hasPrefix("@") ? String(text.dropFirst()) : text))
  }

  /// Sees that no output is an input or another output, and that none is in the way.
  ///
  /// - Throws: `OutputConflict`; `WholeFile.Failure` where a file stands there that may not be replaced, or none can stand.
  func check() throws {
    var known: [OutputPlace.Identity: String] = [:]
    for input in inputs {
      if let identity = OutputPlace.Identity(ofFileAt: input.path) { known[identity] = input.path }
    }
    if inputs.contains(where: { $0.path == "-" }), let identity = OutputPlace.Identity(ofFileBehind: 0) {
      known[identity] = "-"
    }
    // What a shell appends to a file that is read would be read again.
    if let identity = OutputPlace.Identity(ofFileBehind: 1), let input = known[identity] {
      throw OutputConflict(output: "-", other: input, isInput: true)
    }
    var written: [OutputPlace.Identity: String] = [:]
    for output in outputs where output.path != "-" {
      let place = try OutputPlace(output.path)
      guard let identity = place.identity else { continue }
      if let input = known[identity] { throw OutputConflict(output: output.path, other: input, isInput: true) }
      if let other = written[identity] { throw OutputConflict(output: output.path, other: other, isInput: false) }
      written[identity] = output.path
      let mayReplace = force && !secrets.contains(output.option) && !SecretFile.stands(at: output.path)
      guard mayReplace || !place.isTaken else { throw WholeFile.Failure.exists(path: output.path) }
    }
  }
}

extension NamedFiles {
  /// Sees at the end that no output replaces a file that was read without being named, such as the roster of a mapping, and that
  /// what was read has not changed.
  func checkRead() throws {
    try InputWatch.check()
    for output in outputs where output.path != "-" && InputWatch.hasRead(output.path) {
      throw OutputConflict(output: output.path, other: output.path, isInput: true)
    }
  }
}

/// An output that would destroy an input of the run, or another output.
struct OutputConflict: WordedError {
  var output: String
  var other: String
  var isInput: Bool

  var exitStatus: ExitStatus { .usage }

  func text(_ language: Language) -> String {
    let (output, other) = (VisibleText.of(output), VisibleText.of(other))
    return isInput
      ? language(
        "\(output) は入力 \(other) と同じファイルです\n  対処方法： 別の出力先を指定してください",
        "\(output) is the input \(other)\n  hint:     name another file for the output")
      : language(
        "\(output) と \(other) は同じ出力先です\n  対処方法： 出力ごとに別のファイルを指定してください",
        "\(output) and \(other) are one place\n  hint:     name a file of its own for each output")
  }
}

/// What a property wrapper of ArgumentParser holds, whatever its type.
private protocol Valued {
  var value: Any { get }
}

extension Option: Valued { fileprivate var value: Any { unwrapped(wrappedValue) } }
extension Argument: Valued { fileprivate var value: Any { unwrapped(wrappedValue) } }
extension Flag: Valued { fileprivate var value: Any { unwrapped(wrappedValue) } }
extension OptionGroup: Valued { fileprivate var value: Any { wrappedValue } }

/// A value without the optional around it.
private func unwrapped(_ value: Any) -> Any {
  let mirror = Mirror(reflecting: value)
  guard mirror.displayStyle == .optional else { return value }
  return mirror.children.first?.value ?? ()
}
