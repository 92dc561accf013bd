// Random words for resampling, many at a time. Swift twin: DrawStream in CounterRandom.
#ifndef CRESAMPLING_KERNELS_H
#define CRESAMPLING_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// Blocks of Philox4x32-10 that one step computes side by side; each gives two words.
#define RESAMPLING_BLOCKS 4

// Writes 2 * RESAMPLING_BLOCKS * steps words, low half first, of the blocks whose counters are
// (first, draw, trial, high), (first + 1, draw, trial, high) and so on.
void resampling_words(uint64_t *words, size_t steps, uint32_t first, uint32_t draw, uint32_t trial, uint32_t high,
                      uint32_t key0, uint32_t key1);

#endif
