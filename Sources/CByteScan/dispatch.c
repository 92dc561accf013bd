#include "paths.h"

bytescan_path bytescan_best_path(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2") &&
      __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt"))
    return BYTESCAN_AVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt"))
    return BYTESCAN_AVX2;
#endif
  return BYTESCAN_PORTABLE;
}

uint32_t bytescan_classify(bytescan_path path, const uint8_t *bytes, size_t count, size_t main_count,
                           uint8_t delimiter, int checks_utf8, bytescan_masks masks, bytescan_counts *counts) {
#if defined(__x86_64__)
  if (path == BYTESCAN_AVX512) return bytescan_classify_avx512(bytes, count, main_count, delimiter, checks_utf8, masks, counts);
  if (path == BYTESCAN_AVX2) return bytescan_classify_avx2(bytes, count, main_count, delimiter, checks_utf8, masks, counts);
#endif
  return bytescan_classify_portable(bytes, count, main_count, delimiter, checks_utf8, masks, counts);
}

size_t bytescan_positions(bytescan_path path, const uint64_t *mask, size_t words, uint32_t *positions) {
#if defined(__x86_64__)
  if (path == BYTESCAN_AVX512) return bytescan_positions_avx512(mask, words, positions);
  if (path == BYTESCAN_AVX2) return bytescan_positions_avx2(mask, words, positions);
#endif
  return bytescan_positions_portable(mask, words, positions);
}

size_t bytescan_count(bytescan_path path, const uint64_t *mask, size_t count) {
#if defined(__x86_64__)
  if (path != BYTESCAN_PORTABLE) return bytescan_count_avx2(mask, count);
#endif
  return bytescan_count_portable(mask, count);
}

int bytescan_valid_double_byte(bytescan_path path, const uint8_t *bytes, size_t count, const uint64_t *valid) {
#if defined(__x86_64__)
  if (path == BYTESCAN_AVX512) return bytescan_valid_double_byte_avx512(bytes, count, valid);
  if (path == BYTESCAN_AVX2) return bytescan_valid_double_byte_avx2(bytes, count, valid);
#endif
  return bytescan_valid_double_byte_portable(bytes, count, valid);
}
