// All that LAPACK's double precision needs of the Fortran runtime: one text behind another, cut or filled with blanks.
#include <stddef.h>
#include <string.h>

__attribute__((visibility("hidden"))) void _gfortran_concat_string(size_t size, char *out, size_t first_size, const char *first,
                                                                   size_t second_size, const char *second) {
  if (first_size > size) first_size = size;
  if (second_size > size - first_size) second_size = size - first_size;
  memcpy(out, first, first_size);
  memcpy(out + first_size, second, second_size);
  memset(out + first_size + second_size, ' ', size - first_size - second_size);
}
