// 64 trials at a time: see tile.h.
#include <string.h>

#include "paths.h"
#include "philox.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vpopcntdq,bmi,popcnt")))
#define DRAW lottery_draw_avx512
#define HAS_FIRST_FREE_NARROW
#define HAS_FILL_AND_COUNT_WIDE

enum { TILE = 64, VECTORS = 8, STRIP = 4, COUNTED = STRIP * TILE };

#define ALL_TRIALS (~(uint64_t)0 >> (64 - TILE))

typedef __m512i vec;
typedef __m512i seats_narrow;
typedef struct {
  __m512i half[2];
} seats_wide;

// The keys of the ten rounds, as wide as a lane, so that an instruction takes one from memory for all lanes. Those of the
// first two are folded into constants, as two words of the counter are.
typedef struct {
  uint64_t key[10][2];
} keys;

TARGET static inline keys schedule_of(const lottery_group *group) {
  keys schedule;
  for (uint32_t round = 0; round < 10; round++) {
    schedule.key[round][0] = (uint32_t)(group->key[0] + round * PHILOX_K0);
    schedule.key[round][1] = (uint32_t)(group->key[1] + round * PHILOX_K1);
  }
  return schedule;
}

TARGET static inline vec broadcast(uint64_t value) { return _mm512_set1_epi64(value); }

TARGET static inline vec multiply(vec a, vec b) { return _mm512_mul_epu32(a, b); }

TARGET static inline vec xor3(vec a, vec b, vec c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }

// Eight trials a vector, four vectors at once: fewer would wait for products. Inlined, so that `counts` is a constant.
TARGET __attribute__((always_inline)) static inline void fill(const keys *schedule, uint32_t quad, uint32_t trial,
                                                              uint32_t high, vec words[4][VECTORS], int counts,
                                                              const uint16_t *row, uint16_t *wins) {
  const vec m0 = broadcast(PHILOX_M0), m1 = broadcast(PHILOX_M1);
  const uint64_t(*key)[2] = schedule->key;
  // Round 0 has word 0 zero, so that round 1 finds word 2 the same in all trials.
  uint64_t same = (uint64_t)PHILOX_M1 * (high ^ key[0][1]);
  const vec first = broadcast(quad ^ key[0][0]), second = broadcast((uint32_t)(same >> 32) ^ key[1][0]);
  vec index = _mm512_add_epi64(broadcast(trial), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7));
  for (int v = 0; v < VECTORS; v += 4) {
    vec c0[4], c1[4], c2[4], c3[4];
    for (int k = 0; k < 4; k++) {
      vec p1 = multiply(index, m1);
      vec p0 = multiply(_mm512_xor_si512(_mm512_srli_epi64(p1, 32), first), m0);
      c0[k] = _mm512_xor_si512(p1, second);
      c1[k] = broadcast((uint32_t)same);
      c2[k] = _mm512_xor_si512(_mm512_srli_epi64(p0, 32), broadcast(key[1][1]));
      c3[k] = p0;
      index = _mm512_add_epi64(index, broadcast(8));
    }
#pragma clang loop unroll(full)
    for (int round = 2; round < 10; round++) {
      const vec k0 = broadcast(key[round][0]), k1 = broadcast(key[round][1]);
      for (int k = 0; k < 4; k++) {
        vec p0 = multiply(c0[k], m0), p1 = multiply(c2[k], m1);
        c0[k] = xor3(_mm512_srli_epi64(p1, 32), c1[k], k0);
        c2[k] = xor3(_mm512_srli_epi64(p0, 32), c3[k], k1);
        c1[k] = p1, c3[k] = p0;
      }
      if (!counts) continue;
      for (const uint16_t *end = row + COUNTED / 16; row < end; row += 4) {
        // One load for four seats leaves the others to the table.
        uint64_t seats;
        memcpy(&seats, row, sizeof seats);
        for (int j = 0; j < 4; j++) wins[(uint16_t)(seats >> 16 * j)]++;
      }
    }
    for (int k = 0; k < 4; k++)
      words[0][v + k] = c0[k], words[1][v + k] = c1[k], words[2][v + k] = c2[k], words[3][v + k] = c3[k];
  }
}

TARGET static void fill_words(const keys *schedule, uint32_t quad, uint32_t trial, uint32_t high,
                              vec words[4][VECTORS]) {
  fill(schedule, quad, trial, high, words, 0, NULL, NULL);
}

// The same, and COUNTED earlier winners are added up: between the rounds that costs half, as it waits for stores, of which
// they have none.
TARGET static void fill_and_count(const keys *schedule, uint32_t quad, uint32_t trial, uint32_t high,
                                  vec words[4][VECTORS], const uint16_t *row, uint16_t *wins) {
  fill(schedule, quad, trial, high, words, 1, row, wins);
}

TARGET static inline int any_below(const vec *product, uint32_t bound) {
  vec least = product[0];
  for (int v = 1; v < VECTORS; v++) least = _mm512_min_epu32(least, product[v]);
  return _mm512_mask_cmplt_epu32_mask(0x5555, least, _mm512_set1_epi32((int)bound)) != 0;
}

// Byte 4 of every lane, in the order of the trials.
TARGET static inline seats_narrow pack_narrow(const vec *product) {
  const vec from = _mm512_broadcast_i32x4(_mm_setr_epi8(4, 12, 20, 28, 36, 44, 52, 60, 68, 76, 84, 92, 100, 108, 116, 124));
  vec packed = _mm512_permutex2var_epi8(product[0], from, product[1]);
  for (int v = 1; v < VECTORS / 2; v++)
    packed = _mm512_mask_mov_epi8(packed, (uint64_t)0xFFFF << 16 * v,
                                  _mm512_permutex2var_epi8(product[2 * v], from, product[2 * v + 1]));
  return packed;
}

// Up to 256 places.
TARGET static inline seats_narrow look_up_narrow(const lottery_contest *contest, seats_narrow places) {
  const uint8_t *firms = contest->firms;
  vec found = _mm512_permutex2var_epi8(_mm512_loadu_si512(firms), places, _mm512_loadu_si512(firms + 64));
  if (contest->size <= 128) return found;
  vec upper = _mm512_permutex2var_epi8(_mm512_loadu_si512(firms + 128), places, _mm512_loadu_si512(firms + 192));
  return _mm512_mask_mov_epi8(found, _mm512_movepi8_mask(places), upper);
}

// The picks of all digits beside one walk over the rows: branches on what is still open would be guessed wrong too often.
TARGET static inline seats_narrow first_free_narrow(const lottery_contest *contest, const seats_narrow *places,
                                                    uint32_t digits, const uint8_t *const *rows, uint32_t count,
                                                    uint32_t i, uint64_t *open) {
  const seats_narrow first = look_up_narrow(contest, places[0]), second = look_up_narrow(contest, places[1]);
  const seats_narrow third = digits == 3 ? look_up_narrow(contest, places[2]) : second;
  // A byte falls to 0 where a row has the same firm; cheaper than masks, row by row.
  vec one = _mm512_set1_epi8(1), two = one, three = one;
  for (uint32_t row = 0; row < count; row++) {
    const vec before = _mm512_loadu_si512(rows[row] + i);
    one = _mm512_min_epu8(one, _mm512_xor_si512(first, before));
    two = _mm512_min_epu8(two, _mm512_xor_si512(second, before));
    three = _mm512_min_epu8(three, _mm512_xor_si512(third, before));
  }
  const __mmask64 not_first = _mm512_testn_epi8_mask(one, one), not_second = _mm512_testn_epi8_mask(two, two);
  const __mmask64 neither = _kand_mask64(not_first, not_second);
  *open = _cvtmask64_u64(_mm512_mask_testn_epi8_mask(neither, three, three));
  return _mm512_mask_mov_epi8(_mm512_mask_mov_epi8(first, not_first, second), neither, third);
}

TARGET static inline void store_narrow(uint8_t *row, seats_narrow firms) { _mm512_storeu_si512(row, firms); }

// Two bytes from byte 4 of every lane.
TARGET static inline seats_wide pack_wide(const vec *product) {
  const vec from = _mm512_broadcast_i64x4(_mm256_setr_epi16(2, 6, 10, 14, 18, 22, 26, 30, 34, 38, 42, 46, 50, 54, 58, 62));
  seats_wide packed;
  for (int half = 0; half < 2; half++) {
    const vec *p = product + 4 * half;
    packed.half[half] = _mm512_mask_mov_epi16(_mm512_permutex2var_epi16(p[0], from, p[1]), 0xFFFF0000u,
                                              _mm512_permutex2var_epi16(p[2], from, p[3]));
  }
  return packed;
}

// Tables of up to 512 firms are searched 64 at a time, longer ones trial by trial.
TARGET static inline seats_wide look_up_wide(const lottery_contest *contest, seats_wide places) {
  const uint16_t *firms = contest->firms;
  seats_wide found;
  if (contest->size > 512) {
    uint16_t place[TILE], firm[TILE];
    memcpy(place, &places, sizeof place);
    for (int j = 0; j < TILE; j++) firm[j] = firms[place[j]];
    memcpy(&found, firm, sizeof found);
    return found;
  }
  // Each place is replaced by its firm once, in the chunk that holds it.
  found = places;
  for (uint32_t chunk = 0; chunk * 64 < contest->size; chunk++) {
    const vec low = _mm512_loadu_si512(firms + chunk * 64), high = _mm512_loadu_si512(firms + chunk * 64 + 32);
    for (int half = 0; half < 2; half++) {
      const vec own = _mm512_srli_epi16(places.half[half], 6);
      found.half[half] = _mm512_mask2_permutex2var_epi16(
          low, found.half[half], _mm512_cmpeq_epi16_mask(own, _mm512_set1_epi16((short)chunk)), high);
    }
  }
  return found;
}

TARGET static inline uint64_t won_before_wide(seats_wide firms, const uint16_t *const *rows, uint32_t count, uint32_t i) {
  vec low = _mm512_set1_epi16(1), high = low;
  for (uint32_t row = 0; row < count; row++) {
    low = _mm512_min_epu16(low, _mm512_xor_si512(firms.half[0], _mm512_loadu_si512(rows[row] + i)));
    high = _mm512_min_epu16(high, _mm512_xor_si512(firms.half[1], _mm512_loadu_si512(rows[row] + i + 32)));
  }
  return _mm512_testn_epi16_mask(low, low) | (uint64_t)_mm512_testn_epi16_mask(high, high) << 32;
}

TARGET static inline seats_wide merge_wide(seats_wide firms, seats_wide other, uint64_t open) {
  for (int half = 0; half < 2; half++)
    firms.half[half] = _mm512_mask_mov_epi16(firms.half[half], (uint32_t)(open >> 32 * half), other.half[half]);
  return firms;
}

TARGET static inline void store_wide(uint16_t *row, seats_wide firms) {
  _mm512_storeu_si512(row, firms.half[0]);
  _mm512_storeu_si512(row + 32, firms.half[1]);
}

#define LOTTERY_BODY "tile.h"
#include "widths.h"

// Wins by place of narrow groups, 1,024 trials at once: bit planes of the seats, whose intersections say which trials a
// seat won. Its cost grows with the firms that tie and not with the trials.
TARGET void lottery_count_avx512(const lottery_contest *contest, uint32_t count, const uint8_t *row, uint16_t *wins) {
  enum { TILES = LOTTERY_BLOCK / TILE, HALVES = TILES / 8 };
  uint64_t plane[8][TILES], valid[TILES];
  vec low[8][HALVES], high[32][HALVES];
  for (uint32_t tile = 0; tile < TILES; tile++) {
    const uint32_t first = tile * TILE, trials = count <= first ? 0 : count - first < TILE ? count - first : TILE;
    const vec seats = trials > 0 ? _mm512_loadu_si512(row + first) : _mm512_setzero_si512();
    valid[tile] = trials == TILE ? ~(uint64_t)0 : ((uint64_t)1 << trials) - 1;
    for (int bit = 0; bit < 8; bit++)
      plane[bit][tile] = _cvtmask64_u64(_mm512_test_epi8_mask(seats, _mm512_set1_epi8((char)(1 << bit))));
  }
  // Intersections of the lower three planes, and of the upper five.
  for (int half = 0; half < HALVES; half++) {
    vec bit[8];
    for (int b = 0; b < 8; b++) bit[b] = _mm512_loadu_si512(plane[b] + 8 * half);
    low[0][half] = _mm512_set1_epi64(-1), high[0][half] = _mm512_loadu_si512(valid + 8 * half);
    for (int b = 0, size = 1; b < 3; b++, size *= 2) {
      for (int at = 0; at < size; at++) {
        low[size + at][half] = _mm512_and_si512(low[at][half], bit[b]);
        low[at][half] = _mm512_andnot_si512(bit[b], low[at][half]);
      }
    }
    for (int b = 3, size = 1; b < 8; b++, size *= 2) {
      for (int at = 0; at < size; at++) {
        high[size + at][half] = _mm512_and_si512(high[at][half], bit[b]);
        high[at][half] = _mm512_andnot_si512(bit[b], high[at][half]);
      }
    }
  }
  const uint8_t *firms = contest->firms;
  for (uint32_t place = 0; place <= contest->size; place++) {
    uint8_t seat = place < contest->size ? firms[place] : LOTTERY_NOBODY_NARROW;
    vec sum = _mm512_setzero_si512();
    for (int half = 0; half < HALVES; half++)
      sum = _mm512_add_epi64(sum, _mm512_popcnt_epi64(_mm512_and_si512(low[seat & 7][half], high[seat >> 3][half])));
    wins[place] += _mm512_reduce_add_epi64(sum);
  }
}
#endif
