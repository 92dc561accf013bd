// OpenBLAS: the two functions of CBLAS and the two of LAPACK that are used. The library is loaded when one is first called.
//
// Declared here, as CBLAS and LAPACK define them, so that a build needs no header whose place depends on the system.
#pragma once

enum CBLAS_ORDER { CblasRowMajor = 101, CblasColMajor = 102 };
enum CBLAS_TRANSPOSE { CblasNoTrans = 111, CblasTrans = 112, CblasConjTrans = 113 };
enum CBLAS_UPLO { CblasUpper = 121, CblasLower = 122 };
enum CBLAS_DIAG { CblasNonUnit = 131, CblasUnit = 132 };
enum CBLAS_SIDE { CblasLeft = 141, CblasRight = 142 };

#pragma GCC visibility push(hidden)

// C = alpha op(A) op(B) + beta C.
void cblas_dgemm(enum CBLAS_ORDER order, enum CBLAS_TRANSPOSE transposes_a, enum CBLAS_TRANSPOSE transposes_b, int m,
                 int n, int k, double alpha, const double *a, int lda, const double *b, int ldb, double beta, double *c,
                 int ldc);
// Solves op(A) X = alpha B for a triangular A; X replaces B.
void cblas_dtrsm(enum CBLAS_ORDER order, enum CBLAS_SIDE side, enum CBLAS_UPLO uplo, enum CBLAS_TRANSPOSE transposes_a,
                 enum CBLAS_DIAG diag, int m, int n, double alpha, const double *a, int lda, double *b, int ldb);
// Cholesky factor of a symmetric positive definite matrix (column-major).
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
// Eigenvalues, and eigenvectors on request, of a symmetric matrix by divide and conquer.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info);
// How many threads the library has: one, told before it starts.
int openblas_get_num_threads(void);
// Whether the library has been loaded.
int openblas_is_loaded(void);

#pragma GCC visibility pop
