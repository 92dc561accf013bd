// One draw of one trial, in plain C: the slow path of the vector kernel and the whole of the portable one.
#ifndef LOTTERY_SCALAR_H
#define LOTTERY_SCALAR_H

#include "CLotteryKernels.h"

static inline void philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3], k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53u * c0, p1 = (uint64_t)0xCD9E8D57u * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

static inline uint32_t trial_high(const lottery_group *group, uint64_t trial) {
  return (uint32_t)(trial >> 32) | group->experiment << 16;
}

// Who of a tied set has won before: bits by place.
typedef struct {
  uint64_t bits[2];
} lottery_set;

static inline int contains(const lottery_set *set, uint32_t place) {
  return set->bits[place >> 6] >> (place & 63) & 1;
}

static inline lottery_set excluded(const lottery_group *group, uint32_t at, const uint8_t *winners, uint32_t i) {
  const lottery_contest *contest = &group->contest[at];
  lottery_set set = {{0, 0}};
  if (!contest->excludes) return set;
  for (uint32_t earlier = 0; earlier < at; earlier++) {
    if (!group->contest[earlier].counts) continue;
    uint8_t firm = winners[earlier * LOTTERY_BLOCK + i];
    if (firm == LOTTERY_NOBODY) continue;
    uint8_t place = contest->place[firm];
    if (place != LOTTERY_NOBODY) set.bits[place >> 6] |= (uint64_t)1 << (place & 63);
  }
  return set;
}

// Applies the waivers: how many firms may win, 0 for no award; the set becomes who may not.
static inline uint32_t admitted(const lottery_group *group, uint32_t size, lottery_set *set) {
  uint32_t left = size - (uint32_t)(__builtin_popcountll(set->bits[0]) + __builtin_popcountll(set->bits[1]));
  if (left >= 2 || left == size) return left;
  if (left == 1 ? !group->waives_sole : group->voids_none) return left;
  set->bits[0] = set->bits[1] = 0;
  return size;
}

// The winner of one contest: the first eligible of the picks that PickSequence makes from the draw's stream.
static inline uint8_t draw_one(const lottery_group *group, uint32_t at, uint64_t trial, const uint8_t *winners,
                               uint32_t i) {
  const lottery_contest *contest = &group->contest[at];
  uint32_t n = contest->size;
  if (n == 0) return LOTTERY_NOBODY;
  if (n == 1) return contest->firms[0];
  lottery_set set = excluded(group, at, winners, i);
  uint32_t left = admitted(group, n, &set);
  if (left == 0) return LOTTERY_NOBODY;
  if (left == 1) {
    for (uint32_t place = 0; place < n; place++)
      if (!contains(&set, place)) return contest->firms[place];
  }
  uint32_t cube = n * n * n, threshold = (0u - cube) % cube;
  uint32_t words[4];
  uint32_t counter[4] = {0, contest->draw >> 2, (uint32_t)trial, trial_high(group, trial)};
  philox(counter, group->key, words);
  uint32_t word = words[contest->draw & 3], position = 0;
  counter[1] = contest->draw;
  for (;;) {
    if (word * cube >= threshold) {
      uint32_t rest = word;
      for (int digit = 0; digit < 3; digit++) {
        uint64_t product = (uint64_t)rest * n;
        uint32_t place = (uint32_t)(product >> 32);
        if (!contains(&set, place)) return contest->firms[place];
        rest = (uint32_t)product;
      }
    }
    if ((position & 3) == 0) {
      counter[0] = (position >> 2) + 1;
      philox(counter, group->key, words);
    }
    word = words[position & 3];
    position++;
  }
}

#endif
