import CResamplingKernels
import CounterRandom

/// The words of a `DrawStream` many at a time.
///
/// The 64-bit words are those that a `DrawStream` gives from its second 32-bit word on, low word first.
struct PhiloxWords {
  /// 64-bit words that one step yields.
  static let wordsAtOnce = 2 * Int(RESAMPLING_BLOCKS)

  private let streams: TrialStreams

  init(_ streams: TrialStreams) {
    self.streams = streams
  }

  /// Fills a buffer with the words of a draw from a step on.
  ///
  /// - Parameters:
  ///   - buffer: a multiple of `wordsAtOnce` long.
  ///   - step: how many times `wordsAtOnce` words of the draw have been used.
  func fill(_ buffer: UnsafeMutableBufferPointer<UInt64>, trial: UInt32, draw: UInt32, step: Int) {
    precondition(buffer.count.isMultiple(of: Self.wordsAtOnce), "whole steps")
    let key = streams.generator.key
    resampling_words(
      buffer.baseAddress, buffer.count / Self.wordsAtOnce,
      UInt32(truncatingIfNeeded: 1 + step * Int(RESAMPLING_BLOCKS)), draw, trial, UInt32(streams.experiment) << 16,
      key[0], key[1])
  }
}
