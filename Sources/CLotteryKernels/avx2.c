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

// words[w][i]: word w of the block shared by four draws, in trial first + i.
AVX2 static void shared_words(const lottery_group *group, uint32_t quad, uint64_t first, uint32_t count,
                              uint32_t words[4][LOTTERY_BLOCK]) {
  const __m256i m0 = _mm256_set1_epi64x(0xD2511F53u), m1 = _mm256_set1_epi64x(0xCD9E8D57u);
  const __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  for (uint32_t i = 0; i < count; i += 16) {
    // Two independent groups of eight trials hide the latency of the products.
    __m256i c0[2], c1[2], c2[2], c3[2];
    for (int g = 0; g < 2; g++) {
      c0[g] = _mm256_setzero_si256();
      c1[g] = _mm256_set1_epi32((int)quad);
      c2[g] = _mm256_add_epi32(_mm256_set1_epi32((int)((uint32_t)first + i + 8 * (uint32_t)g)), lanes);
      c3[g] = _mm256_set1_epi32((int)trial_high(group, first));
    }
    uint32_t k0 = group->key[0], k1 = group->key[1];
    for (int round = 0; round < 10; round++) {
      const __m256i w0 = _mm256_set1_epi32((int)k0), w1 = _mm256_set1_epi32((int)k1);
      for (int g = 0; g < 2; g++) {
        __m256i even0 = _mm256_mul_epu32(c0[g], m0), odd0 = _mm256_mul_epu32(_mm256_srli_epi64(c0[g], 32), m0);
        __m256i even1 = _mm256_mul_epu32(c2[g], m1), odd1 = _mm256_mul_epu32(_mm256_srli_epi64(c2[g], 32), m1);
        c0[g] = _mm256_xor_si256(_mm256_xor_si256(high_of(even1, odd1), c1[g]), w0);
        c1[g] = low_of(even1, odd1);
        c2[g] = _mm256_xor_si256(_mm256_xor_si256(high_of(even0, odd0), c3[g]), w1);
        c3[g] = low_of(even0, odd0);
      }
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    for (int g = 0; g < 2; g++) {
      _mm256_storeu_si256((__m256i *)&words[0][i + 8 * g], c0[g]);
      _mm256_storeu_si256((__m256i *)&words[1][i + 8 * g], c1[g]);
      _mm256_storeu_si256((__m256i *)&words[2][i + 8 * g], c2[g]);
      _mm256_storeu_si256((__m256i *)&words[3][i + 8 * g], c3[g]);
    }
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
