// As avx2.c, with 64 bytes in one vector and comparisons that give masks at once.
#include "paths.h"
#include "utf8_tables.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi,bmi,popcnt")))

// The bytes that stand so many places before each byte of input.
#define BEFORE(input, shifted, places) _mm512_alignr_epi8(input, shifted, 16 - (places))

AVX512 static inline __m512i look_up(const uint8_t *table, __m512i index) {
  return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)table)), index);
}

// Bits of errors that show in input, given what stands before it.
AVX512 static inline __m512i utf8_errors(__m512i input, __m512i previous) {
  const __m512i low = _mm512_set1_epi8(0x0F);
  // The last 16 bytes of previous, then the first 48 of input: alignr works inside each 16 bytes.
  __m512i shifted =
      _mm512_permutex2var_epi64(previous, _mm512_setr_epi64(6, 7, 8, 9, 10, 11, 12, 13), input);
  __m512i one = BEFORE(input, shifted, 1);
  __m512i special = _mm512_and_si512(
      _mm512_and_si512(look_up(utf8_lead_high, _mm512_and_si512(_mm512_srli_epi16(one, 4), low)),
                       look_up(utf8_lead_low, _mm512_and_si512(one, low))),
      look_up(utf8_second_high, _mm512_and_si512(_mm512_srli_epi16(input, 4), low)));
  __m512i third = _mm512_subs_epu8(BEFORE(input, shifted, 2), _mm512_set1_epi8((char)(0xE0 - 0x80)));
  __m512i fourth = _mm512_subs_epu8(BEFORE(input, shifted, 3), _mm512_set1_epi8((char)(0xF0 - 0x80)));
  __m512i must = _mm512_and_si512(_mm512_or_si512(third, fourth), _mm512_set1_epi8((char)0x80));
  return _mm512_xor_si512(must, special);
}

AVX512 uint32_t bytescan_classify_avx512(const uint8_t *bytes, size_t count, size_t main_count, uint8_t delimiter,
                                        int checks_utf8, bytescan_masks masks, bytescan_counts *counts) {
  const __m512i quote = _mm512_set1_epi8('"'), comma = _mm512_set1_epi8((char)delimiter);
  const __m512i feed = _mm512_set1_epi8('\n'), carriage = _mm512_set1_epi8('\r');
  __m512i errors = _mm512_setzero_si512();
  uint64_t high = 0, nul = 0;
  __m512i before = _mm512_loadu_si512(bytes - 64);
  int was_ascii = _mm512_movepi8_mask(before) == 0;
  uint64_t waiting_returns = 0, waiting_feeds = 0;
  uint8_t tail[64];
  size_t words = (count + 63) / 64, main_words = (main_count + 63) / 64;
  bytescan_counts all = {0, 0, 0};
  counts[0] = all;
  for (size_t word = 0; word < words; word++) {
    const uint8_t *at = bytes + word * 64;
    if (count - word * 64 < 64) {
      memset(tail, ' ', sizeof tail);
      memcpy(tail, at, count - word * 64);
      at = tail;
    }
    __m512i input = _mm512_loadu_si512(at);
    masks.quotes[word] = _mm512_cmpeq_epi8_mask(input, quote);
    masks.delimiters[word] = _mm512_cmpeq_epi8_mask(input, comma);
    uint64_t feeds = _mm512_cmpeq_epi8_mask(input, feed), returns = _mm512_cmpeq_epi8_mask(input, carriage);
    if (word > 0) {
      uint64_t ends = bytescan_line_ends(waiting_feeds, waiting_returns, feeds & 1);
      masks.line_ends[word - 1] = ends;
      all.line_ends += (size_t)__builtin_popcountll(ends);
      if (word == main_words) counts[0] = all;
    }
    all.quotes += (size_t)__builtin_popcountll(masks.quotes[word]);
    all.delimiters += (size_t)__builtin_popcountll(masks.delimiters[word]);
    waiting_feeds = feeds, waiting_returns = returns;
    nul |= _mm512_cmpeq_epi8_mask(input, _mm512_setzero_si512());
    uint64_t not_ascii = _mm512_movepi8_mask(input);
    high |= not_ascii;
    // In a run of ASCII nothing can be wrong; in its first block a character of the block before can be cut.
    if (checks_utf8 && !(not_ascii == 0 && was_ascii)) errors = _mm512_or_si512(errors, utf8_errors(input, before));
    was_ascii = not_ascii == 0;
    before = input;
  }
  if (words > 0) {
    masks.line_ends[words - 1] = bytescan_line_ends(waiting_feeds, waiting_returns, 0);
    all.line_ends += (size_t)__builtin_popcountll(masks.line_ends[words - 1]);
  }
  if (main_words >= words) counts[0] = all;
  counts[1] = all;
  uint32_t flags = 0;
  if (high) flags |= BYTESCAN_NON_ASCII;
  if (nul) flags |= BYTESCAN_NUL;
  // The spaces behind a short block make a character that is cut there look wrong.
  if (_mm512_test_epi8_mask(errors, errors) && (count % 64 == 0 || !bytescan_is_utf8(bytes, count)))
    flags |= BYTESCAN_INVALID_UTF8;
  return flags;
}
#endif
