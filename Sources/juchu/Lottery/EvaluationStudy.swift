import ArgumentParser
import LedgerReading
import LotteryStatistics
import Reporting
import TabularReading

/// What policies do to recorded tenders, in expectation and to the record itself.
struct EvaluationStudy {
  /// The file of the bids, for errors.
  let file: String
  let register: TenderRegister
  let policies: [LotteryPolicy]
  let seed: UInt64
  var showsOrders = false

  /// Sees that no more firms meet than can be told apart.
  ///
  /// - Throws: `DataError` for the file of the bids.
  static func requireSize(of register: TenderRegister, under policies: [LotteryPolicy], file: String) throws(DataError)
  {
    guard LotterySimulation.oversizedBlock(in: register, under: [.independent] + policies) == nil else {
      throw DataError(.tooMany(.firms, limit: LotterySimulation.firmLimit), file: file)
    }
  }

  /// The policies beside independent draws.
  ///
  /// - Throws: `DataError` where more firms meet than can be told apart, `ValidationError` where a policy is beyond exact solution and no trials are allowed.
  func evaluation(_ options: PolicyEvaluation.Options, quiet: Bool) throws -> PolicyEvaluation {
    try Self.requireSize(of: register, under: policies, file: file)
    // Independent draws are simulated beside the policies even where nobody names them.
    let simulated = policies.count + (policies.contains(.independent) ? 0 : 1)
    let trials = ProgressLine.Work.simulating(trials: options.trials * simulated)
    let solving = ProgressLine.Work.solving(groups: register.groups.count * (policies.count + 1))
    let progress = ProgressLine(options.prefersExact ? .inTurn(solving, then: trials) : trials, quiet: quiet)
    defer { progress.finish() }
    do throws(PolicyEvaluation.EvaluationError) {
      return try PolicyEvaluation(register, policies: policies, options: options)
    } catch {
      switch error {
      case .refused(let policy, let refusal):
        throw NeedsTrials(policy: policy, refusal: refusal)
      case .noTrials:
        throw ValidationError(
          "--simulate（厳密計算なし）と --trials 0（シミュレーションなし）は同時に指定できません。どちらかを外してください。",
          "--simulate solves nothing exactly and --trials 0 simulates nothing: leave out one of them.")
      case .repeatedName(let name):
        throw ValidationError(
          "同じ名前の方式が2つあります：\(name)。1回ずつ指定してください。",
          "Two policies are called \(name): give each once.")
      case .state: throw error
      }
    }
  }

  /// The record under each policy, and the orders of opening where they were asked for.
  var replay: ReplaySection {
    let problems = policies.filter { $0 != .independent }.map { LotteryProblem(register, under: $0) }
    let draws = showsOrders ? LotteryIncidence(register).groups.groups().filter { $0.ties > 1 } : []
    let names = Set(draws.map(\.identifier))
    let several = register.groups.indices.filter { names.contains(register.groups[$0].identifier) }
    return ReplaySection(
      register,
      replays: problems.map { problem in
        ReplaySection.PolicyReplay(
          policy: problem.policy.name,
          result: Result { () throws(Replay.ReplayError) in try Replay(problem, followsUnrecorded: false) })
      },
      orders: problems.filter { $0.policy.scope == .group }.flatMap { problem in
        several.compactMap { group in
          (try? OrderSensitivity(problem, block: group, seed: seed)).map {
            ReplaySection.GroupOrders(
              policy: problem.policy.name, group: register.groups[group].identifier, orders: $0)
          }
        }
      })
  }
}

/// A policy that cannot be solved exactly where nothing may be simulated.
struct NeedsTrials: WordedError {
  var policy: String
  var refusal: ExactSolver.Refusal

  var exitStatus: ExitStatus { .usage }

  func text(_ language: Language) -> String {
    let reason = RefusalText.text(of: refusal, language: language)
    return switch language {
    case .japanese:
      "制限 \(policy) は厳密には解けません：\(reason)\n  対処方法： --trials で模擬の回数を指定してください"
    case .english:
      "the policy \(policy) cannot be solved exactly: \(reason)\n  hint:     give --trials above 0 to simulate it"
    }
  }
}
