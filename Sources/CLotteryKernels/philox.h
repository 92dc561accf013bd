// The words of the random streams: see TrialStreams and PickSequence, which they repeat.
#ifndef LOTTERY_PHILOX_H
#define LOTTERY_PHILOX_H

#include "CLotteryKernels.h"

// A name of one width: see widths.h.
#define LOTTERY_PASTE(name, width) name##width

enum { PHILOX_M0 = 0xD2511F53u, PHILOX_M1 = 0xCD9E8D57u, PHILOX_K0 = 0x9E3779B9u, PHILOX_K1 = 0xBB67AE85u };

static inline void philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3], k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)PHILOX_M0 * c0, p1 = (uint64_t)PHILOX_M1 * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += PHILOX_K0;
    k1 += PHILOX_K1;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

static inline uint32_t trial_high(const lottery_group *group, uint64_t trial) {
  return (uint32_t)(trial >> 32) | group->experiment << 16;
}

#endif
