#ifndef BYTESCAN_PATHS_H
#define BYTESCAN_PATHS_H

#include "CByteScan.h"

#include <string.h>

#define BYTESCAN_DECLARE(name)                                                                         \
  uint32_t bytescan_classify_##name(const uint8_t *bytes, size_t count, size_t main_count, uint8_t delimiter, \
                                    int checks_utf8, bytescan_masks masks, bytescan_counts *counts);   \
  size_t bytescan_positions_##name(const uint64_t *mask, size_t words, uint32_t *positions); \
  size_t bytescan_count_##name(const uint64_t *mask, size_t count); \
  int bytescan_valid_double_byte_##name(const uint8_t *bytes, size_t count, const uint64_t *valid);

BYTESCAN_DECLARE(portable)
BYTESCAN_DECLARE(avx2)
BYTESCAN_DECLARE(avx512)

// Whether a block is valid UTF-8, a character at a time.
int bytescan_is_utf8(const uint8_t *bytes, size_t count);

// Eight positions of each word without asking how many bits it has, and only then a loop: a misprediction costs more
// than idle stores.
#define BYTESCAN_FLATTEN(mask, words, positions)                      \
  uint32_t *out = positions;                                          \
  for (size_t word = 0; word < words; word++) {                       \
    uint64_t bits = mask[word];                                       \
    uint32_t base = (uint32_t)(word * 64);                            \
    uint32_t *next = out + __builtin_popcountll(bits);                \
    do {                                                              \
      for (int i = 0; i < 8; i++) {                                   \
        out[i] = base + (uint32_t)__builtin_ctzll(bits | 1ull << 63); \
        bits &= bits - 1;                                             \
      }                                                               \
      out += 8;                                                       \
    } while (__builtin_expect(out < next, 0));                        \
    out = next;                                                       \
  }                                                                   \
  return (size_t)(out - positions);

#define BYTESCAN_COUNT(mask, count)                                                   \
  size_t total = 0;                                                                   \
  for (size_t word = 0; word < count / 64; word++) total += (size_t)__builtin_popcountll(mask[word]); \
  if (count % 64) total += (size_t)__builtin_popcountll(mask[count / 64] & ((1ull << count % 64) - 1)); \
  return total;

// What was found in a word whose line ends depend on the word behind it.
typedef struct {
  uint64_t feeds, returns, delimiters;
} bytescan_waiting;

// Puts line ends and stops of a word down: a carriage return counts only where no line feed follows, perhaps in the
// next word.
static inline void bytescan_put_ends(bytescan_masks masks, size_t word, const bytescan_waiting *waiting,
                                     uint64_t next_feed, bytescan_counts *counts) {
  uint64_t ends = waiting->feeds | (waiting->returns & ~(waiting->feeds >> 1 | next_feed << 63));
  uint64_t stops = ends | waiting->delimiters;
  masks.line_ends[word] = ends;
  masks.stops[word] = stops;
  counts->line_ends += (size_t)__builtin_popcountll(ends);
  counts->stops += (size_t)__builtin_popcountll(stops);
}

#endif
