import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Blocks of one file on their way through several threads: taken in order, scanned side by side, handed on in order.
///
/// The one thing that a block needs of the blocks before it is whether it begins within quotes. Each thread says so of
/// the next block as soon as it has counted the quotes of its own, long before it is done with it.
final class BlockQueue<Scratch: AnyObject>: @unchecked Sendable {
  // Sendable: all state is guarded by `mutex`.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  /// How many blocks may wait to be handed on.
  private let window: Int
  private var nextToScan = 0
  private var nextToHandOn = 0
  /// How blocks begin, as far as that is known and not yet asked for.
  private var isInside: [Int: Bool] = [0: false]
  private var scanned: [Int: Scratch] = [:]
  private var free: [Scratch] = []
  /// No block from here on is wanted.
  private var end = Int.max

  init(window: Int) {
    self.window = window
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(changed)
    mutex.deallocate()
    changed.deallocate()
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// The next block to be scanned, and memory for it; nil when there is none.
  ///
  /// - Parameter waits: whether to wait for room in the window; otherwise nil says that there is none now.
  func take(waits: Bool) -> (block: Int, scratch: Scratch?)? {
    locked {
      while nextToScan < end, nextToScan >= nextToHandOn + window {
        guard waits else { return nil }
        pthread_cond_wait(changed, mutex)
      }
      guard nextToScan < end else { return nil }
      nextToScan += 1
      return (nextToScan - 1, free.popLast())
    }
  }

  /// Whether a block begins within quotes; waits until that is known, nil where nobody wants the block any more.
  func start(of block: Int) -> Bool? {
    locked {
      while isInside[block] == nil, block < end { pthread_cond_wait(changed, mutex) }
      return block < end ? isInside[block] : nil
    }
  }

  /// Says how the block behind a block begins.
  func setStart(of block: Int, isInside: Bool) {
    locked {
      self.isInside[block] = isInside
      // Each block asks once, before it speaks of the next one.
      self.isInside[block - 1] = nil
      pthread_cond_broadcast(changed)
    }
  }

  /// Says that the file ends before a block.
  func setEnd(_ block: Int) {
    locked {
      end = min(end, block)
      pthread_cond_broadcast(changed)
    }
  }

  /// Puts a scanned block down.
  func put(_ scratch: Scratch, block: Int) {
    locked {
      scanned[block] = scratch
      pthread_cond_broadcast(changed)
    }
  }

  /// What the next block to be handed on is like.
  enum Next {
    case ready(Scratch)
    case pending
    case none
  }

  /// The next block in order.
  ///
  /// - Parameter waits: whether to wait until it is there.
  func next(waits: Bool) -> Next {
    locked {
      while true {
        if let scratch = scanned.removeValue(forKey: nextToHandOn) { return .ready(scratch) }
        if nextToHandOn >= end { return .none }
        guard waits else { return .pending }
        pthread_cond_wait(changed, mutex)
      }
    }
  }

  /// Gives the memory of the block that was handed on back.
  func release(_ scratch: Scratch) {
    locked {
      nextToHandOn += 1
      free.append(scratch)
      pthread_cond_broadcast(changed)
    }
  }
}
