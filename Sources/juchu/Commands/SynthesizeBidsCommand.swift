import ArgumentParser

struct SynthesizeBidsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "bids")
}
