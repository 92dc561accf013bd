// 32 trials at a time: picks as bytes, tied firms looked up by byte shuffles, earlier winners found by byte
// compares. Picks that hit an excluded firm take the word's second and third digit before the scalar path.
#include "scalar.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 static inline __m256i high_of(__m256i even, __m256i odd) {
  return _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA);
}

AVX2 static inline __m256i low_of(__m256i even, __m256i odd) {
  return _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA);
}

// Two vectors of 64-bit lanes as one of 32-bit lanes, in order; the upper halves of the lanes are dropped.
AVX2 static inline void store_low(uint32_t *words, __m256i first, __m256i second) {
  __m256 both = _mm256_shuffle_ps(_mm256_castsi256_ps(first), _mm256_castsi256_ps(second), 0x88);
  _mm256_storeu_si256((__m256i *)words, _mm256_permute4x64_epi64(_mm256_castps_si256(both), 0xD8));
}

// words[w][i]: word w of the block shared by four draws, in trial first + i. A trial takes a 64-bit lane whose
// upper half is never read: products need no shuffles then.
AVX2 static void shared_words(const lottery_group *group, uint32_t quad, uint64_t first, uint32_t count,
                              uint32_t words[4][LOTTERY_BLOCK]) {
  const __m256i m0 = _mm256_set1_epi64x(0xD2511F53u), m1 = _mm256_set1_epi64x(0xCD9E8D57u);
  __m256i key0[10], key1[10];
  for (uint32_t round = 0; round < 10; round++) {
    key0[round] = _mm256_set1_epi64x(group->key[0] + round * 0x9E3779B9u);
    key1[round] = _mm256_set1_epi64x(group->key[1] + round * 0xBB67AE85u);
  }
  __m256i trial = _mm256_add_epi64(_mm256_set1_epi64x((uint32_t)first), _mm256_setr_epi64x(0, 1, 2, 3));
  const __m256i four = _mm256_set1_epi64x(4);
  for (uint32_t i = 0; i < count; i += 8) {
    __m256i a0 = _mm256_setzero_si256(), a1 = _mm256_set1_epi64x(quad), a2 = trial;
    __m256i a3 = _mm256_set1_epi64x(trial_high(group, first));
    __m256i b0 = a0, b1 = a1, b2 = _mm256_add_epi64(trial, four), b3 = a3;
    trial = _mm256_add_epi64(b2, four);
#pragma GCC unroll 10
    for (int round = 0; round < 10; round++) {
      __m256i ap0 = _mm256_mul_epu32(a0, m0), ap1 = _mm256_mul_epu32(a2, m1);
      __m256i bp0 = _mm256_mul_epu32(b0, m0), bp1 = _mm256_mul_epu32(b2, m1);
      a0 = _mm256_xor_si256(_mm256_srli_epi64(ap1, 32), _mm256_xor_si256(a1, key0[round]));
      a2 = _mm256_xor_si256(_mm256_srli_epi64(ap0, 32), _mm256_xor_si256(a3, key1[round]));
      b0 = _mm256_xor_si256(_mm256_srli_epi64(bp1, 32), _mm256_xor_si256(b1, key0[round]));
      b2 = _mm256_xor_si256(_mm256_srli_epi64(bp0, 32), _mm256_xor_si256(b3, key1[round]));
      a1 = ap1, a3 = ap0, b1 = bp1, b3 = bp0;
    }
    store_low(&words[0][i], a0, b0);
    store_low(&words[1][i], a1, b1);
    store_low(&words[2][i], a2, b2);
    store_low(&words[3][i], a3, b3);
  }
}

// The next digit of 32 words as bytes; the words become the rest.
AVX2 static inline __m256i next_places(__m256i rest[4], __m256i n) {
  __m256i place[4];
  for (int v = 0; v < 4; v++) {
    __m256i even = _mm256_mul_epu32(rest[v], n), odd = _mm256_mul_epu32(_mm256_srli_epi64(rest[v], 32), n);
    place[v] = high_of(even, odd);
    rest[v] = low_of(even, odd);
  }
  __m256i bytes = _mm256_packus_epi16(_mm256_packus_epi32(place[0], place[1]), _mm256_packus_epi32(place[2], place[3]));
  return _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
}

AVX2 static inline __m256i look_up(const lottery_contest *contest, __m256i places) {
  __m256i firms = _mm256_setzero_si256();
  for (uint32_t chunk = 0; chunk * 16 < contest->size; chunk++) {
    __m256i table = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(contest->firms + chunk * 16)));
    __m256i found = _mm256_shuffle_epi8(table, places);
    __m256i beyond = _mm256_cmpgt_epi8(places, _mm256_set1_epi8((char)(chunk * 16 - 1)));
    firms = _mm256_blendv_epi8(firms, found, beyond);
  }
  return firms;
}

AVX2 static inline __m256i has_won(__m256i firms, const uint8_t *const *rows, uint32_t count, uint32_t i) {
  __m256i any = _mm256_setzero_si256();
  for (uint32_t row = 0; row < count; row++)
    any = _mm256_or_si256(any, _mm256_cmpeq_epi8(firms, _mm256_loadu_si256((const __m256i *)(rows[row] + i))));
  return any;
}

AVX2 void lottery_draw_avx2(const lottery_group *group, uint64_t first, uint32_t count, uint8_t *winners) {
  uint32_t words[4][LOTTERY_BLOCK];
  const uint8_t *rows[LOTTERY_BLOCK];
  uint32_t quad = 0, rounded = (count + 31) & ~31u;
  int has_words = 0;
  for (uint32_t at = 0; at < group->contests; at++) {
    const lottery_contest *contest = &group->contest[at];
    uint8_t *row = winners + at * LOTTERY_BLOCK;
    uint32_t n = contest->size, earlier = 0;
    for (uint32_t e = 0; e < at && contest->excludes; e++)
      if (group->contest[e].counts) rows[earlier++] = winners + e * LOTTERY_BLOCK;
    // Where earlier wins could leave one firm or none, the waivers must be looked at trial by trial.
    if (n < 2 || earlier + 2 > n) {
      for (uint32_t i = 0; i < rounded; i++) row[i] = draw_one(group, at, first + i, winners, i);
      continue;
    }
    if (!has_words || quad != contest->draw >> 2) {
      quad = contest->draw >> 2;
      has_words = 1;
      shared_words(group, quad, first, rounded, words);
    }
    const uint32_t *word = words[contest->draw & 3];
    uint32_t cube = n * n * n;
    const __m256i size = _mm256_set1_epi64x(n), power = _mm256_set1_epi32((int)cube);
    const __m256i threshold = _mm256_set1_epi32((int)((0u - cube) % cube));
    for (uint32_t i = 0; i < rounded; i += 32) {
      __m256i rest[4], accepted = _mm256_set1_epi32(-1);
      for (int v = 0; v < 4; v++) {
        rest[v] = _mm256_loadu_si256((const __m256i *)(word + i + 8 * v));
        __m256i low = _mm256_mullo_epi32(rest[v], power);
        accepted = _mm256_and_si256(accepted, _mm256_cmpeq_epi32(_mm256_max_epu32(low, threshold), low));
      }
      uint32_t open = 0;
      __m256i firms;
      if (_mm256_movemask_epi8(accepted) != -1) {
        open = ~0u;
        firms = _mm256_setzero_si256();
      } else {
        firms = look_up(contest, next_places(rest, size));
        __m256i won = has_won(firms, rows, earlier, i);
        open = (uint32_t)_mm256_movemask_epi8(won);
        for (int digit = 1; digit < 3 && open; digit++) {
          firms = _mm256_blendv_epi8(firms, look_up(contest, next_places(rest, size)), won);
          won = has_won(firms, rows, earlier, i);
          open = (uint32_t)_mm256_movemask_epi8(won);
        }
      }
      _mm256_storeu_si256((__m256i *)(row + i), firms);
      for (; open; open &= open - 1) {
        uint32_t j = i + (uint32_t)__builtin_ctz(open);
        row[j] = draw_one(group, at, first + j, winners, j);
      }
    }
  }
}
#endif
