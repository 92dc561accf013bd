// Compares what the functions of two builds of OpenBLAS compute, bit by bit: check ONE OTHER.
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void gemm(int, int, int, int, int, int, double, const double *, int, const double *, int, double, double *, int);
typedef void trsm(int, int, int, int, int, int, int, double, const double *, int, double *, int);
typedef void potrf(const char *, const int *, double *, const int *, int *);
typedef void syevd(const char *, const char *, const int *, double *, const int *, double *, double *, const int *, int *,
                   const int *, int *);
static struct { gemm *gemm; trsm *trsm; potrf *potrf; syevd *syevd; } of[2];
enum { N = 160, WORK = 1 + 6 * N + 2 * N * N, WHOLE = 3 + 5 * N };
static double a[N * N], b[N * N], s[N * N], result[2][N * N], values[2][N], work[WORK];
static int whole[WHOLE];

static double next(void) {
  static unsigned long state = 1;
  state = state * 6364136223846793005ul + 1442695040888963407ul;
  return (double)(state >> 11) / 9007199254740992.0 - 0.5;
}

static void same(const char *what, int n) {
  if (!memcmp(result[0], result[1], sizeof result[0]) && !memcmp(values[0], values[1], sizeof values[0])) return;
  fprintf(stderr, "%s of order %d is another one\n", what, n);
  exit(1);
}

int main(int count, char **names) {
  if (count != 3) return 2;
  for (int i = 0; i < 2; i++) {
    void *library = dlopen(names[i + 1], RTLD_NOW | RTLD_LOCAL);
    if (!library) return fprintf(stderr, "%s\n", dlerror()), 2;
    of[i].gemm = (gemm *)dlsym(library, "cblas_dgemm");
    of[i].trsm = (trsm *)dlsym(library, "cblas_dtrsm");
    of[i].potrf = (potrf *)dlsym(library, "dpotrf_");
    of[i].syevd = (syevd *)dlsym(library, "dsyevd_");
  }
  const int orders[] = {1, 2, 3, 7, 16, 33, 64, 97, N};
  for (unsigned o = 0; o < sizeof orders / sizeof *orders; o++) {
    int n = orders[o], info, size = WORK, wholes = WHOLE;
    for (int i = 0; i < N * N; i++) a[i] = next(), b[i] = next();
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++) s[i * n + j] = (i == j ? n : 0) + (i < j ? a[i * n + j] : a[j * n + i]);
    for (int kind = 0; kind < 16; kind++) {
      int order = kind & 1 ? 101 : 102, left = kind & 2 ? 111 : 112, right = kind & 4 ? 111 : 112, more = kind & 8 ? 1 : 0;
      for (int i = 0; i < 2; i++) {
        memcpy(result[i], s, sizeof s);
        of[i].gemm(order, left, right, n, n, n, 1.5, a, n, b, n, more ? 0.25 : 0, result[i], n);
      }
      same("dgemm", n);
      for (int i = 0; i < 2; i++) {
        memcpy(result[i], b, sizeof b);
        of[i].trsm(order, left == 111 ? 141 : 142, right == 111 ? 121 : 122, more ? 111 : 112, 131, n, n, 2, s, n, result[i], n);
      }
      same("dtrsm", n);
    }
    for (int kind = 0; kind < 4; kind++) {
      for (int i = 0; i < 2; i++) {
        memcpy(result[i], s, sizeof s);
        if (kind < 2) of[i].potrf(kind ? "U" : "L", &n, result[i], &n, &info);
        else of[i].syevd("V", kind == 2 ? "U" : "L", &n, result[i], &n, values[i], work, &size, whole, &wholes, &info);
        if (info) return fprintf(stderr, "no factor of order %d\n", n), 1;
      }
      same(kind < 2 ? "dpotrf" : "dsyevd", n);
    }
  }
  return 0;
}
