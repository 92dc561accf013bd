// What the kernels with AVX-512 share: the words of four draws in 32 trials, eight trials a vector.
#ifndef LOTTERY_AVX512_H
#define LOTTERY_AVX512_H

#include <immintrin.h>
#include <string.h>

#include "paths.h"
#include "philox.h"

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vpopcntdq,bmi,popcnt")))
// Inlined, so that constants among the arguments are constants within.
#define TARGET_INLINE TARGET __attribute__((always_inline)) static inline

typedef __m512i vec;

enum {
  // Trials whose words are worked out at once: fewer than four vectors would wait for products.
  STEP_VECTORS = 4,
  STEP = 8 * STEP_VECTORS,
  // Earlier winners that are added up beside one step.
  STEP_COUNTED = 4 * STEP,
};

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

// Where the rounds of a quad, four neighbouring draws, begin: round 0 has word 0 zero, so that round 1 finds word 2 the same
// in all trials.
typedef struct {
  vec first, second, same, fourth;
} quad_start;

TARGET static inline quad_start start_of(const keys *schedule, uint32_t quad, uint32_t high) {
  const uint64_t(*key)[2] = schedule->key, same = (uint64_t)PHILOX_M1 * (high ^ key[0][1]);
  return (quad_start){.first = broadcast(quad ^ key[0][0]),
                      .second = broadcast((uint32_t)(same >> 32) ^ key[1][0]),
                      .same = broadcast((uint32_t)same),
                      .fourth = broadcast(key[1][1])};
}

// Which trial behind the first of a step has which lane, times the factor of the first round: products of neighbours differ by
// that factor.
typedef struct {
  vec product[STEP_VECTORS];
} lane_products;

TARGET static inline lane_products products_of(vec lanes, const uint8_t vectors[STEP_VECTORS]) {
  lane_products products;
  for (int k = 0; k < STEP_VECTORS; k++)
    products.product[k] = multiply(_mm512_add_epi64(lanes, broadcast(vectors[k])), broadcast(PHILOX_M1));
  return products;
}

// The words of a quad in the trials of a step; the upper halves of lanes are left as they fall. Where `row` is given
// STEP_COUNTED winners are added to `wins` between the rounds, which costs little: that waits for loads and stores, of which
// the rounds have none.
TARGET_INLINE void words_of_step(const keys *schedule, const quad_start *start, uint32_t trial,
                                 const lane_products *lanes, vec words[4][STEP_VECTORS], const uint16_t *row,
                                 uint16_t *wins) {
  const vec m0 = broadcast(PHILOX_M0), m1 = broadcast(PHILOX_M1);
  const vec from = broadcast((uint64_t)PHILOX_M1 * trial);
  vec c0[STEP_VECTORS], c1[STEP_VECTORS], c2[STEP_VECTORS], c3[STEP_VECTORS];
  for (int k = 0; k < STEP_VECTORS; k++) {
    vec p1 = _mm512_add_epi64(from, lanes->product[k]);
    vec p0 = multiply(_mm512_xor_si512(_mm512_srli_epi64(p1, 32), start->first), m0);
    c0[k] = _mm512_xor_si512(p1, start->second);
    c1[k] = start->same;
    c2[k] = _mm512_xor_si512(_mm512_srli_epi64(p0, 32), start->fourth);
    c3[k] = p0;
  }
#pragma clang loop unroll(full)
  for (int round = 2; round < 10; round++) {
    const vec k0 = broadcast(schedule->key[round][0]), k1 = broadcast(schedule->key[round][1]);
    for (int k = 0; k < STEP_VECTORS; k++) {
      vec p0 = multiply(c0[k], m0), p1 = multiply(c2[k], m1);
      c0[k] = xor3(_mm512_srli_epi64(p1, 32), c1[k], k0);
      c2[k] = xor3(_mm512_srli_epi64(p0, 32), c3[k], k1);
      c1[k] = p1, c3[k] = p0;
    }
    if (!row) continue;
    // Or the compiler would add up first and draw afterwards.
    for (int k = 0; k < STEP_VECTORS; k++) __asm__ volatile("" : "+v"(c0[k]) : : "memory");
    for (const uint16_t *end = row + STEP_COUNTED / 8; row < end; row += 4) {
      const uint32_t seat[4] = {row[0], row[1], row[2], row[3]};
      for (int j = 0; j < 4; j++) wins[seat[j]]++;
    }
  }
  for (int k = 0; k < STEP_VECTORS; k++) words[0][k] = c0[k], words[1][k] = c1[k], words[2][k] = c2[k], words[3][k] = c3[k];
}

#endif
