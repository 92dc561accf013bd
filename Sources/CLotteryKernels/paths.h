// The draws of each path and width, behind dispatch.c; they may add up wins on their way.
#ifndef LOTTERY_PATHS_H
#define LOTTERY_PATHS_H

#include "CLotteryKernels.h"

#define LOTTERY_DECLARE(path)                                                                                       \
  void lottery_draw_##path##_narrow(const lottery_group *group, uint64_t first, uint32_t count, uint8_t *winners,    \
                                    uint16_t *wins);                                                                \
  void lottery_draw_##path##_wide(const lottery_group *group, uint64_t first, uint32_t count, uint16_t *winners,     \
                                  uint16_t *wins);

LOTTERY_DECLARE(portable)
LOTTERY_DECLARE(avx2)
LOTTERY_DECLARE(avx512)

// Adds up what the draws of a path have not.
void lottery_tally(lottery_path path, const lottery_group *group, uint32_t count, const void *winners, uint16_t *wins,
                   int64_t *repeats, int64_t *pairs);

// Wins by place, and trials without award behind them.
void lottery_count_avx512(const lottery_contest *contest, uint32_t count, const uint8_t *row, uint16_t *wins);

// Wins by place of up to 64 tied firms in 32 * vectors trials, at most LOTTERY_BLOCK.
void lottery_count_avx2(const lottery_contest *contest, uint32_t vectors, const uint8_t *row, uint16_t *wins);

// How many of the tied firms do not stand in any of some rows, trial by trial; writes up to a multiple of 32.
void lottery_count_left_avx2(const lottery_contest *contest, uint32_t count, const uint8_t *const *rows,
                             uint32_t row_count, uint16_t *left);

// The same for seats of two bytes that are below LOTTERY_LEFT_SEATS.
enum { LOTTERY_LEFT_SEATS = 1024 };
void lottery_count_left_avx512(const lottery_contest *contest, uint32_t count, const uint16_t *const *rows,
                               uint32_t row_count, uint16_t *left);

#endif
