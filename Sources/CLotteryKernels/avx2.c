// 32 trials at a time: see tile.h.
#include <string.h>

#include "paths.h"
#include "philox.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,bmi,popcnt")))
#define DRAW lottery_draw_avx2

enum { TILE = 32, VECTORS = 8, STRIP = 4 };

#define ALL_TRIALS (~(uint64_t)0 >> (64 - TILE))

typedef __m256i vec;
typedef __m256i seats_narrow;
typedef struct {
  __m256i half[2];
} seats_wide;

typedef struct {
  vec key[10][2];
} keys;

TARGET static inline vec broadcast(uint32_t value) { return _mm256_set1_epi64x(value); }

TARGET static inline vec multiply(vec a, vec b) { return _mm256_mul_epu32(a, b); }

TARGET static inline keys schedule_of(const lottery_group *group) {
  keys schedule;
  for (uint32_t round = 0; round < 10; round++) {
    schedule.key[round][0] = broadcast(group->key[0] + round * PHILOX_K0);
    schedule.key[round][1] = broadcast(group->key[1] + round * PHILOX_K1);
  }
  return schedule;
}

// Four trials a vector, two vectors at once.
TARGET static inline void fill_words(const keys *schedule, uint32_t quad, uint32_t trial, uint32_t high,
                                     vec words[4][VECTORS]) {
  const vec m0 = broadcast(PHILOX_M0), m1 = broadcast(PHILOX_M1);
  vec index = _mm256_add_epi64(broadcast(trial), _mm256_setr_epi64x(0, 1, 2, 3));
  for (int v = 0; v < VECTORS; v += 2) {
    vec c0[2], c1[2], c2[2], c3[2];
    for (int k = 0; k < 2; k++) {
      c0[k] = _mm256_setzero_si256(), c1[k] = broadcast(quad), c2[k] = index, c3[k] = broadcast(high);
      index = _mm256_add_epi64(index, broadcast(4));
    }
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
      const vec k0 = schedule->key[round][0], k1 = schedule->key[round][1];
      for (int k = 0; k < 2; k++) {
        vec p0 = multiply(c0[k], m0), p1 = multiply(c2[k], m1);
        c0[k] = _mm256_xor_si256(_mm256_srli_epi64(p1, 32), _mm256_xor_si256(c1[k], k0));
        c2[k] = _mm256_xor_si256(_mm256_srli_epi64(p0, 32), _mm256_xor_si256(c3[k], k1));
        c1[k] = p1, c3[k] = p0;
      }
    }
    for (int k = 0; k < 2; k++)
      words[0][v + k] = c0[k], words[1][v + k] = c1[k], words[2][v + k] = c2[k], words[3][v + k] = c3[k];
  }
}

TARGET static inline int any_below(const vec *product, uint32_t bound) {
  vec least = product[0];
  for (int v = 1; v < VECTORS; v++) least = _mm256_min_epu32(least, product[v]);
  vec enough = _mm256_cmpeq_epi32(_mm256_max_epu32(least, _mm256_set1_epi32((int)bound)), least);
  return (_mm256_movemask_ps(_mm256_castsi256_ps(enough)) & 0x55) != 0x55;
}

// The upper halves of the lanes of four products as two bytes each; pairs of trials take turns between the lanes.
TARGET static inline vec pack_four(const vec *product) {
  __m256 pair[2];
  for (int k = 0; k < 2; k++)
    pair[k] = _mm256_shuffle_ps(_mm256_castsi256_ps(product[2 * k]), _mm256_castsi256_ps(product[2 * k + 1]), 0xDD);
  return _mm256_packus_epi32(_mm256_castps_si256(pair[0]), _mm256_castps_si256(pair[1]));
}

TARGET static inline seats_narrow pack_narrow(const vec *product) {
  vec bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(pack_four(product), pack_four(product + 4)), 0xD8);
  return _mm256_shuffle_epi8(
      bytes, _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15)));
}

TARGET static inline seats_narrow look_up_narrow(const lottery_contest *contest, seats_narrow places) {
  const vec low = _mm256_and_si256(places, _mm256_set1_epi8(15));
  vec found = _mm256_setzero_si256();
  for (uint32_t chunk = 0; chunk < contest->size; chunk += 16) {
    const __m128i table = _mm_loadu_si128((const __m128i *)((const uint8_t *)contest->firms + chunk));
    vec reached = _mm256_cmpeq_epi8(_mm256_max_epu8(places, _mm256_set1_epi8((char)chunk)), places);
    found = _mm256_blendv_epi8(found, _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table), low), reached);
  }
  return found;
}

TARGET static inline uint64_t won_before_narrow(seats_narrow firms, const uint8_t *const *rows, uint32_t count, uint32_t i) {
  vec any = _mm256_setzero_si256();
  for (uint32_t row = 0; row < count; row++)
    any = _mm256_or_si256(any, _mm256_cmpeq_epi8(firms, _mm256_loadu_si256((const __m256i *)(rows[row] + i))));
  return (uint32_t)_mm256_movemask_epi8(any);
}

TARGET static inline seats_narrow merge_narrow(seats_narrow firms, seats_narrow other, uint64_t open) {
  const vec byte = _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
  const vec bit = _mm256_set1_epi64x((int64_t)0x8040201008040201);
  vec bits = _mm256_and_si256(_mm256_shuffle_epi8(_mm256_set1_epi32((int)open), byte), bit);
  return _mm256_blendv_epi8(firms, other, _mm256_cmpeq_epi8(bits, bit));
}

TARGET static inline void store_narrow(uint8_t *row, seats_narrow firms) { _mm256_storeu_si256((__m256i *)row, firms); }

TARGET static inline seats_wide pack_wide(const vec *product) {
  const vec turns = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
  seats_wide packed;
  for (int half = 0; half < 2; half++)
    packed.half[half] = _mm256_permutevar8x32_epi32(pack_four(product + 4 * half), turns);
  return packed;
}

TARGET static inline seats_wide look_up_wide(const lottery_contest *contest, seats_wide places) {
  const uint16_t *firms = contest->firms;
  uint16_t place[TILE], firm[TILE];
  memcpy(place, &places, sizeof place);
  for (int j = 0; j < TILE; j++) firm[j] = firms[place[j]];
  memcpy(&places, firm, sizeof places);
  return places;
}

TARGET static inline uint64_t won_before_wide(seats_wide firms, const uint16_t *const *rows, uint32_t count, uint32_t i) {
  vec low = _mm256_setzero_si256(), high = low;
  for (uint32_t row = 0; row < count; row++) {
    const __m256i *before = (const __m256i *)(rows[row] + i);
    low = _mm256_or_si256(low, _mm256_cmpeq_epi16(firms.half[0], _mm256_loadu_si256(before)));
    high = _mm256_or_si256(high, _mm256_cmpeq_epi16(firms.half[1], _mm256_loadu_si256(before + 1)));
  }
  return (uint32_t)_mm256_movemask_epi8(_mm256_permute4x64_epi64(_mm256_packs_epi16(low, high), 0xD8));
}

TARGET static inline seats_wide merge_wide(seats_wide firms, seats_wide other, uint64_t open) {
  const vec bit = _mm256_setr_epi16(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, -32768);
  for (int half = 0; half < 2; half++) {
    vec bits = _mm256_and_si256(_mm256_set1_epi16((short)(open >> 16 * half)), bit);
    firms.half[half] = _mm256_blendv_epi8(firms.half[half], other.half[half], _mm256_cmpeq_epi16(bits, bit));
  }
  return firms;
}

TARGET static inline void store_wide(uint16_t *row, seats_wide firms) {
  _mm256_storeu_si256((__m256i *)row, firms.half[0]);
  _mm256_storeu_si256((__m256i *)(row + 16), firms.half[1]);
}

#define LOTTERY_BODY "tile.h"
#include "widths.h"

// Wins of up to 64 tied firms, by comparing whole rows with one firm after another: fewer operations than a
// histogram. A lane counts at most LOTTERY_BLOCK / 32 wins, so bytes do not overflow.
TARGET void lottery_count_avx2(const lottery_contest *contest, uint32_t vectors, const uint8_t *row, uint16_t *wins) {
  const __m256i zero = _mm256_setzero_si256();
  const uint8_t *firms = contest->firms;
  for (uint32_t place = 0; place < contest->size; place += 4) {
    __m256i firm[4], count[4];
    for (int k = 0; k < 4; k++) {
      // Places behind the last repeat it and are not added.
      uint32_t at = place + (uint32_t)k < contest->size ? place + (uint32_t)k : contest->size - 1u;
      firm[k] = _mm256_set1_epi8((char)firms[at]);
      count[k] = zero;
    }
    for (uint32_t v = 0; v < vectors; v++) {
      __m256i winners = _mm256_loadu_si256((const __m256i *)(row + 32 * v));
      for (int k = 0; k < 4; k++) count[k] = _mm256_sub_epi8(count[k], _mm256_cmpeq_epi8(winners, firm[k]));
    }
    for (int k = 0; k < 4 && place + (uint32_t)k < contest->size; k++) {
      __m256i sums = _mm256_sad_epu8(count[k], zero);
      wins[place + (uint32_t)k] += _mm256_extract_epi64(sums, 0) + _mm256_extract_epi64(sums, 1) +
                                                   _mm256_extract_epi64(sums, 2) + _mm256_extract_epi64(sums, 3);
    }
  }
}

// The unit of each count.
TARGET static inline void units_avx2(const int64_t *unit, lottery_counts counts, lottery_lanes *units) {
  const __m256i index = _mm256_cvtepu16_epi32((__m128i)counts);
  const __m128i lower = _mm256_castsi256_si128(index), upper = _mm256_extracti128_si256(index, 1);
  _mm256_storeu_si256((vec *)units, _mm256_i32gather_epi64((const long long *)unit, lower, 8));
  _mm256_storeu_si256((vec *)units + 1, _mm256_i32gather_epi64((const long long *)unit, upper, 8));
}

#define PATH(x) LOTTERY_PASTE(x, _avx2)
#define LOTTERY_BODY "condition_tile.h"
#include "widths.h"
#endif
