import ArgumentParser

@main
struct Juchu: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "juchu", version: "0.1.0")
}
