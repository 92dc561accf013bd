#include "CResamplingKernels.h"

// One source for all instruction sets: the loop over lanes is plain, so that the compiler widens it, and the loader
// picks the widest clone that the processor has. Elsewhere there is the portable one alone. Words sit in 64-bit lanes,
// as 32 x 32 bit products do; what the upper halves hold does not matter until the end, which saves masking. More than
// four lanes leave the registers: twice as many were a third slower.
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && defined(__clang__)
// What chooses a clone runs before the thread sanitizer is there.
#if !defined(__has_feature) || !__has_feature(thread_sanitizer)
__attribute__((target_clones("avx512f", "avx2", "default")))
#endif
#endif
void resampling_words(uint64_t *words, size_t steps, uint32_t first, uint32_t draw, uint32_t trial, uint32_t high,
                      uint32_t key0, uint32_t key1) {
  const uint64_t low = 0xFFFFFFFFu;
  for (size_t step = 0; step < steps; step++) {
    uint64_t c0[RESAMPLING_BLOCKS], c1[RESAMPLING_BLOCKS], c2[RESAMPLING_BLOCKS], c3[RESAMPLING_BLOCKS];
    for (uint32_t lane = 0; lane < RESAMPLING_BLOCKS; lane++) {
      c0[lane] = (uint32_t)(first + (uint32_t)step * RESAMPLING_BLOCKS + lane);
      c1[lane] = draw, c2[lane] = trial, c3[lane] = high;
    }
    uint32_t k0 = key0, k1 = key1;
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
      for (int lane = 0; lane < RESAMPLING_BLOCKS; lane++) {
        uint64_t p0 = (c0[lane] & low) * 0xD2511F53u, p1 = (c2[lane] & low) * 0xCD9E8D57u;
        c0[lane] = (p1 >> 32) ^ c1[lane] ^ k0;
        c1[lane] = p1;
        c2[lane] = (p0 >> 32) ^ c3[lane] ^ k1;
        c3[lane] = p0;
      }
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    for (size_t lane = 0; lane < RESAMPLING_BLOCKS; lane++) {
      size_t place = 2 * (step * RESAMPLING_BLOCKS + lane);
      words[place] = (c0[lane] & low) | c1[lane] << 32;
      words[place + 1] = (c2[lane] & low) | c3[lane] << 32;
    }
  }
}
