import COpenBLAS

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What must be settled once before the library is used.
public enum OpenBLAS {
  /// Its results depend on the number of threads, so it gets one; who wants more runs several matrices at once.
  private static let isSingleThreaded: Void = openblas_set_num_threads(1)

  /// Settles it; every call of the library goes through here first.
  static func prepare() { isSingleThreaded }

  /// Ends the threads that the library starts when it is loaded.
  ///
  /// They would wait for work in a loop for some 80 ms of processor time, on a processor that others need, and are never
  /// given any. A build of the library without threads has nothing to end.
  public static func endThreads() {
    guard let symbol = dlsym(nil, "blas_thread_shutdown_") else { return }
    _ = unsafeBitCast(symbol, to: (@convention(c) () -> CInt).self)()
  }
}
