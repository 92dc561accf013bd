// 64 trials at a time: see tile.h.
#include <string.h>

#include "paths.h"
#include "philox.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vbmi,bmi,popcnt")))
#define DRAW lottery_draw_avx512

enum { TILE = 64, VECTORS = 8 };

typedef __m512i vec;
typedef __m512i seats_narrow;
typedef struct {
  __m512i half[2];
} seats_wide;

// The keys of the ten rounds; those of the first two are folded into constants, as two words of the counter are.
typedef struct {
  uint32_t key[10][2];
} keys;

TARGET static inline keys schedule_of(const lottery_group *group) {
  keys schedule;
  for (uint32_t round = 0; round < 10; round++) {
    schedule.key[round][0] = group->key[0] + round * PHILOX_K0;
    schedule.key[round][1] = group->key[1] + round * PHILOX_K1;
  }
  return schedule;
}

TARGET static inline vec broadcast(uint32_t value) { return _mm512_set1_epi64(value); }

TARGET static inline vec multiply(vec a, vec b) { return _mm512_mul_epu32(a, b); }

TARGET static inline vec xor3(vec a, vec b, vec c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }

// Eight trials a vector, two vectors at once: more would leave the registers.
TARGET static inline void fill_words(const keys *schedule, uint32_t quad, uint32_t trial, uint32_t high,
                                     vec words[4][VECTORS]) {
  const vec m0 = broadcast(PHILOX_M0), m1 = broadcast(PHILOX_M1);
  const uint32_t(*key)[2] = schedule->key;
  // Round 0 has word 0 zero, so that round 1 finds word 2 the same in all trials.
  uint64_t same = (uint64_t)PHILOX_M1 * (high ^ key[0][1]);
  const vec first = broadcast(quad ^ key[0][0]), second = broadcast((uint32_t)(same >> 32) ^ key[1][0]);
  vec index = _mm512_add_epi64(broadcast(trial), _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7));
  for (int v = 0; v < VECTORS; v += 2) {
    vec c0[2], c1[2], c2[2], c3[2];
    for (int k = 0; k < 2; k++) {
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
      for (int k = 0; k < 2; k++) {
        vec p0 = multiply(c0[k], m0), p1 = multiply(c2[k], m1);
        c0[k] = xor3(_mm512_srli_epi64(p1, 32), c1[k], k0);
        c2[k] = xor3(_mm512_srli_epi64(p0, 32), c3[k], k1);
        c1[k] = p1, c3[k] = p0;
      }
    }
    for (int k = 0; k < 2; k++)
      words[0][v + k] = c0[k], words[1][v + k] = c1[k], words[2][v + k] = c2[k], words[3][v + k] = c3[k];
  }
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

TARGET static inline uint64_t won_before_narrow(seats_narrow firms, const uint8_t *const *rows, uint32_t count, uint32_t i) {
  uint64_t any = 0;
  for (uint32_t row = 0; row < count; row++) any |= _mm512_cmpeq_epi8_mask(firms, _mm512_loadu_si512(rows[row] + i));
  return any;
}

TARGET static inline seats_narrow merge_narrow(seats_narrow firms, seats_narrow other, uint64_t open) {
  return _mm512_mask_mov_epi8(firms, open, other);
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
  for (int half = 0; half < 2; half++)
    found.half[half] = _mm512_permutex2var_epi16(_mm512_loadu_si512(firms), places.half[half], _mm512_loadu_si512(firms + 32));
  for (uint32_t chunk = 64; chunk < contest->size; chunk += 64) {
    const vec low = _mm512_loadu_si512(firms + chunk), high = _mm512_loadu_si512(firms + chunk + 32);
    for (int half = 0; half < 2; half++)
      found.half[half] = _mm512_mask_mov_epi16(
          found.half[half], _mm512_cmpge_epu16_mask(places.half[half], _mm512_set1_epi16((short)chunk)),
          _mm512_permutex2var_epi16(low, places.half[half], high));
  }
  return found;
}

TARGET static inline uint64_t won_before_wide(seats_wide firms, const uint16_t *const *rows, uint32_t count, uint32_t i) {
  uint64_t low = 0, high = 0;
  for (uint32_t row = 0; row < count; row++) {
    low |= _mm512_cmpeq_epi16_mask(firms.half[0], _mm512_loadu_si512(rows[row] + i));
    high |= _mm512_cmpeq_epi16_mask(firms.half[1], _mm512_loadu_si512(rows[row] + i + 32));
  }
  return low | high << 32;
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
#endif
