// 64 bytes a step as two vectors. UTF-8 is checked by three table look-ups on the half-bytes of each byte and its
// predecessor: John Keiser and Daniel Lemire, *Validating UTF-8 in less than one instruction per byte*, Software:
// Practice and Experience 51 (2021).
#include "double_byte.h"
#include "paths.h"
#include "utf8_tables.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 static inline uint64_t equal(__m256i low, __m256i high, __m256i wanted) {
  uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return (uint64_t)b << 32 | a;
}

// The bytes that stand so many places before each byte of input.
#define BEFORE(input, previous, places) \
  _mm256_alignr_epi8(input, _mm256_permute2x128_si256(previous, input, 0x21), 16 - (places))

AVX2 static inline __m256i look_up(const uint8_t *table, __m256i index) {
  return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table)), index);
}

// Bits of errors that show in input, given what stands before it.
AVX2 static inline __m256i utf8_errors(__m256i input, __m256i previous) {
  const __m256i low = _mm256_set1_epi8(0x0F);
  __m256i one = BEFORE(input, previous, 1);
  __m256i special = _mm256_and_si256(
      _mm256_and_si256(look_up(utf8_lead_high, _mm256_and_si256(_mm256_srli_epi16(one, 4), low)),
                       look_up(utf8_lead_low, _mm256_and_si256(one, low))),
      look_up(utf8_second_high, _mm256_and_si256(_mm256_srli_epi16(input, 4), low)));
  __m256i third = _mm256_subs_epu8(BEFORE(input, previous, 2), _mm256_set1_epi8((char)(0xE0 - 0x80)));
  __m256i fourth = _mm256_subs_epu8(BEFORE(input, previous, 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));
  __m256i must = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(must, special);
}

AVX2 uint32_t bytescan_classify_avx2(const uint8_t *bytes, size_t count, size_t main_count, uint8_t delimiter,
                                    int checks_utf8, bytescan_masks masks, bytescan_counts *counts) {
  const __m256i quote = _mm256_set1_epi8('"'), comma = _mm256_set1_epi8((char)delimiter);
  const __m256i feed = _mm256_set1_epi8('\n'), carriage = _mm256_set1_epi8('\r');
  __m256i errors = _mm256_setzero_si256(), any = errors;
  // The smallest byte so far: 0 where there is a NUL.
  __m256i least = _mm256_set1_epi8((char)0xFF);
  __m256i before = _mm256_loadu_si256((const __m256i *)(bytes - 32));
  int was_ascii = _mm256_movemask_epi8(before) == 0;
  bytescan_waiting waiting = {0, 0, 0};
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
    __m256i low = _mm256_loadu_si256((const __m256i *)at), high = _mm256_loadu_si256((const __m256i *)(at + 32));
    uint64_t quotes = equal(low, high, quote), delimiters = equal(low, high, comma);
    uint64_t feeds = equal(low, high, feed), returns = equal(low, high, carriage);
    masks.quotes[word] = quotes;
    if (word > 0) {
      bytescan_put_ends(masks, word - 1, &waiting, feeds & 1, &all);
      if (word == main_words) counts[0] = all;
    }
    all.quotes += (size_t)__builtin_popcountll(quotes);
    waiting = (bytescan_waiting){feeds, returns, delimiters};
    least = _mm256_min_epu8(least, _mm256_min_epu8(low, high));
    __m256i both = _mm256_or_si256(low, high);
    int is_ascii = _mm256_movemask_epi8(both) == 0;
    if (!is_ascii) any = _mm256_or_si256(any, both);
    // In a run of ASCII nothing can be wrong; in its first block a character of the block before can be cut.
    if (checks_utf8 && !(is_ascii && was_ascii)) {
      errors = _mm256_or_si256(errors, utf8_errors(low, before));
      errors = _mm256_or_si256(errors, utf8_errors(high, low));
    }
    was_ascii = is_ascii;
    before = high;
  }
  if (words > 0) bytescan_put_ends(masks, words - 1, &waiting, 0, &all);
  if (main_words >= words) counts[0] = all;
  counts[1] = all;
  uint32_t flags = 0;
  if (_mm256_movemask_epi8(any)) flags |= BYTESCAN_NON_ASCII;
  if (_mm256_movemask_epi8(_mm256_cmpeq_epi8(least, _mm256_setzero_si256()))) flags |= BYTESCAN_NUL;
  // The spaces behind a short block make a character that is cut there look wrong.
  if (!_mm256_testz_si256(errors, errors) && (count % 64 == 0 || !bytescan_is_utf8(bytes, count)))
    flags |= BYTESCAN_INVALID_UTF8;
  return flags;
}

AVX2 size_t bytescan_positions_avx2(const uint64_t *mask, size_t words, uint32_t *positions) {
  BYTESCAN_FLATTEN(mask, words, positions)
}

AVX2 size_t bytescan_count_avx2(const uint64_t *mask, size_t count) {
  BYTESCAN_COUNT(mask, count)
}

// The bytes from first to last.
AVX2 static inline uint64_t between(__m256i low, __m256i high, uint8_t first, uint8_t last) {
  const __m256i base = _mm256_set1_epi8((char)first), span = _mm256_set1_epi8((char)(last - first));
  low = _mm256_sub_epi8(low, base), high = _mm256_sub_epi8(high, base);
  uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(low, span), low));
  uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(high, span), high));
  return (uint64_t)b << 32 | a;
}

AVX2 static inline bytescan_double_bytes find_double_bytes(const uint8_t *bytes) {
  __m256i low = _mm256_loadu_si256((const __m256i *)bytes), high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  return (bytescan_double_bytes){
      .leads = between(low, high, 0x81, 0x9F) | between(low, high, 0xE0, 0xFC),
      .full = between(low, high, 0x89, 0x97) | between(low, high, 0x99, 0x9F) | between(low, high, 0xE0, 0xE9),
      .seconds = between(low, high, 0x40, 0x7E) | between(low, high, 0x80, 0xFC),
      .never = between(low, high, 0xFD, 0xFF) | equal(low, high, _mm256_set1_epi8((char)0x80)) |
               equal(low, high, _mm256_set1_epi8((char)0xA0)),
  };
}

#define FIND_DOUBLE_BYTES find_double_bytes
AVX2 int bytescan_valid_double_byte_avx2(const uint8_t *bytes, size_t count, const uint64_t *valid) {
  BYTESCAN_VALID_DOUBLE_BYTE(bytes, count, valid)
}
#endif
