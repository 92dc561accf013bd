// OpenBLAS: CBLAS from its header, and the LAPACK symbols that Debian's build exports without LAPACKE.
#pragma once
#include <cblas.h>

// Cholesky factor of a symmetric positive definite matrix (column-major).
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
// Eigenvalues, and eigenvectors on request, of a symmetric matrix by divide and conquer.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info);

// Ends the threads that wait for work; a build of the library without threads lacks the symbol.
extern int blas_thread_shutdown_(void) __attribute__((weak));
static inline void openblas_end_threads(void) {
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}
