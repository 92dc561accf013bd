import Dispatch
import Procurement
import Synchronization

/// The results of independent pieces of work in their order, computed by so many threads.
///
/// The results do not depend on the number of threads; which thread does what does. What is asked to stop in the caller's task
/// is so in the threads.
package func parallelMap<Result: Sendable>(
  _ count: Int, threads: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
  parallelMap(count, threads: threads, workspace: { () }) { index, _ in body(index) }
}

/// The same with a workspace for each thread, from which no result may follow.
package func parallelMap<Result: Sendable, Workspace>(
  _ count: Int, threads: Int, workspace: @Sendable () -> Workspace,
  _ body: @Sendable (Int, inout Workspace) -> Result
) -> [Result] {
  if threads <= 1 || count <= 1 {
    var own = workspace()
    return (0..<count).map { body($0, &own) }
  }
  let results = Mutex([Result?](repeating: nil, count: count))
  let next = Atomic(0)
  let stop = WorkStop.current
  DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
    WorkStop.$current.withValue(stop) {
      var own = workspace()
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= count { return }
        let result = body(index, &own)
        results.withLock { $0[index] = result }
      }
    }
  }
  return results.withLock { $0.compactMap { $0 } }
}
