// As avx2.c, with 64 bytes in one vector and comparisons that give masks at once.
#include "double_byte.h"
#include "paths.h"
#include "utf8_tables.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,popcnt")))

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
    __m512i input = _mm512_loadu_si512(at);
    uint64_t quotes = _mm512_cmpeq_epi8_mask(input, quote), delimiters = _mm512_cmpeq_epi8_mask(input, comma);
    uint64_t feeds = _mm512_cmpeq_epi8_mask(input, feed), returns = _mm512_cmpeq_epi8_mask(input, carriage);
    masks.quotes[word] = quotes;
    if (word > 0) {
      bytescan_put_ends(masks, word - 1, &waiting, feeds & 1, &all);
      if (word == main_words) counts[0] = all;
    }
    all.quotes += (size_t)__builtin_popcountll(quotes);
    waiting = (bytescan_waiting){feeds, returns, delimiters};
    nul |= _mm512_cmpeq_epi8_mask(input, _mm512_setzero_si512());
    uint64_t not_ascii = _mm512_movepi8_mask(input);
    high |= not_ascii;
    // In a run of ASCII nothing can be wrong; in its first block a character of the block before can be cut.
    if (checks_utf8 && !(not_ascii == 0 && was_ascii)) errors = _mm512_or_si512(errors, utf8_errors(input, before));
    was_ascii = not_ascii == 0;
    before = input;
  }
  if (words > 0) bytescan_put_ends(masks, words - 1, &waiting, 0, &all);
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

// The places of a word's bits are compressed to the front of a vector of all places, and widened from there.
AVX512 size_t bytescan_positions_avx512(const uint64_t *mask, size_t words, uint32_t *positions) {
  uint8_t places[64];
  for (int i = 0; i < 64; i++) places[i] = (uint8_t)i;
  const __m512i all = _mm512_loadu_si512(places);
  uint32_t *out = positions;
  for (size_t word = 0; word < words; word++) {
    uint64_t bits = mask[word];
    __m512i found = _mm512_maskz_compress_epi8(bits, all), base = _mm512_set1_epi32((int)(word * 64));
    int count = __builtin_popcountll(bits);
    _mm512_storeu_si512(out, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found))));
    for (int more = 16; __builtin_expect(more < count, 0); more += 16) {
      found = _mm512_shuffle_i32x4(found, found, 0x39);
      _mm512_storeu_si512(out + more, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found))));
    }
    out += count;
  }
  return (size_t)(out - positions);
}

// The bytes from first to last.
AVX512 static inline uint64_t between(__m512i input, uint8_t first, uint8_t last) {
  return _mm512_cmple_epu8_mask(_mm512_sub_epi8(input, _mm512_set1_epi8((char)first)),
                                _mm512_set1_epi8((char)(last - first)));
}

AVX512 static inline bytescan_double_bytes find_double_bytes(const uint8_t *bytes) {
  __m512i input = _mm512_loadu_si512(bytes);
  return (bytescan_double_bytes){
      .leads = between(input, 0x81, 0x9F) | between(input, 0xE0, 0xFC),
      .full = between(input, 0x89, 0x97) | between(input, 0x99, 0x9F) | between(input, 0xE0, 0xE9),
      .seconds = between(input, 0x40, 0x7E) | between(input, 0x80, 0xFC),
      .never = between(input, 0xFD, 0xFF) | _mm512_cmpeq_epi8_mask(input, _mm512_set1_epi8((char)0x80)) |
               _mm512_cmpeq_epi8_mask(input, _mm512_set1_epi8((char)0xA0)),
  };
}

#define FIND_DOUBLE_BYTES find_double_bytes
AVX512 int bytescan_valid_double_byte_avx512(const uint8_t *bytes, size_t count, const uint64_t *valid) {
  BYTESCAN_VALID_DOUBLE_BYTE(bytes, count, valid)
}
#endif
