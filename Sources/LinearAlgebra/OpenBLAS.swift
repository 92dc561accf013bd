import COpenBLAS

/// What must be settled once before the library is used.
public enum OpenBLAS {
  /// Its results depend on the number of threads, so it gets one; who wants more runs several matrices at once.
  private static let isSingleThreaded: Void = openblas_set_num_threads(1)

  /// Settles it; every call of the library goes through here first.
  static func prepare() { isSingleThreaded }

  /// Ends the threads that the library starts when it is loaded.
  ///
  /// They would wait for work in a loop for some 80 ms of processor time, on a processor that others need, and are never
  /// given any.
  public static func endThreads() { openblas_end_threads() }
}
