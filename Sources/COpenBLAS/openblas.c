#include "COpenBLAS.h"

#include <pthread.h>
#include <shared_library.h>
#include <stdatomic.h>
#include <stdlib.h>

#define FUNCTIONS(ENTRY) \
  ENTRY(cblas_dgemm) \
  ENTRY(cblas_dtrsm) \
  ENTRY(dpotrf_) \
  ENTRY(dsyevd_) \
  ENTRY(openblas_get_num_threads)

#define POINTER(name) static __typeof__(&name) own_##name;
FUNCTIONS(POINTER)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static atomic_int loaded;

// Its results depend on the number of threads, and where the system allows no more than one, it waits for others forever: it must
// know before it starts. Said before the program has threads, which may read the environment at any time.
__attribute__((constructor)) static void tell(void) {
  setenv("OPENBLAS_NUM_THREADS", "1", 1);
  setenv("OMP_NUM_THREADS", "1", 1);
}

static void load(void) {
  const char *names[] = {
#ifdef __APPLE__
      "libopenblas.dylib", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
      "/usr/local/opt/openblas/lib/libopenblas.dylib",
#else
      "libopenblas.so.0", "libopenblas.so",
#endif
      0};
  void *library = shared_library_open(names, "libopenblas0");
#define FIND(name) own_##name = (__typeof__(&name))shared_library_function(library, #name);
  FUNCTIONS(FIND)
  atomic_store(&loaded, 1);
}

#define LOADED(name) (pthread_once(&once, load), own_##name)

int openblas_is_loaded(void) { return atomic_load(&loaded); }

int openblas_get_num_threads(void) { return LOADED(openblas_get_num_threads)(); }

void cblas_dgemm(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transposes_a, enum CBLAS_TRANSPOSE transposes_b, int m,
                 int n, int k, double alpha, const double *a, int lda, const double *b, int ldb, double beta, double *c,
                 int ldc) {
  LOADED(cblas_dgemm)(order, transposes_a, transposes_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

void cblas_dtrsm(enum CBLAS_ORDER order, enum CBLAS_SIDE side, enum CBLAS_UPLO uplo, enum CBLAS_TRANSPOSE transposes_a,
                 enum CBLAS_DIAG diag, int m, int n, double alpha, const double *a, int lda, double *b, int ldb) {
  LOADED(cblas_dtrsm)(order, side, uplo, transposes_a, diag, m, n, alpha, a, lda, b, ldb);
}

void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info) {
  LOADED(dpotrf_)(uplo, n, a, lda, info);
}

void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info) {
  LOADED(dsyevd_)(jobz, uplo, n, a, lda, w, work, lwork, iwork, liwork, info);
}
