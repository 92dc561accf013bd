import COpenBLAS

/// What must be settled once before the library is used.
enum OpenBLAS {
  /// Its results depend on the number of threads, so it gets one; who wants more runs several matrices at once.
  private static let isSingleThreaded: Void = openblas_set_num_threads(1)

  /// Settles it; every call of the library goes through here first.
  static func prepare() { isSingleThreaded }
}
