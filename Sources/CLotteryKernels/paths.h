// The draws of each path and width, behind dispatch.c; they may add up wins on their way.
#ifndef LOTTERY_PATHS_H
#define LOTTERY_PATHS_H

#include "CLotteryKernels.h"

#define LOTTERY_DECLARE(path)                                                                                       \
  void lottery_draw_##path##_narrow(const lottery_group *group, uint64_t first, uint32_t count, uint8_t *winners,    \
                                    uint16_t *wins, lottery_backlog *waiting);                                      \
  void lottery_draw_##path##_wide(const lottery_group *group, uint64_t first, uint32_t count, uint16_t *winners,     \
                                  uint16_t *wins, lottery_backlog *waiting);

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

// Numbers of LOTTERY_LANES contests, side by side: the compiler makes of them what a path has.
typedef int64_t lottery_lanes __attribute__((vector_size(8 * LOTTERY_LANES)));
typedef uint16_t lottery_counts __attribute__((vector_size(2 * LOTTERY_LANES)));

// Contests of a tile, LOTTERY_LANES neighbours, and what stands before them: `most` rows of winners, the first `least` of them
// before all, the first earlier[lane] before each; 0 where the tile does not work a contest out.
typedef struct {
  const lottery_contest *contest;
  // 1 for each contest in which a seat ties.
  const uint16_t *ties;
  uint32_t earlier[LOTTERY_LANES];
  uint32_t least, most;
} lottery_tile;

#define LOTTERY_DECLARE_CONDITION(path)                                                                             \
  void lottery_condition_##path##_narrow(const lottery_tile *tile, uint32_t count, const uint8_t *const *rows,       \
                                         const int64_t *unit, int64_t *less, int64_t *all);                          \
  void lottery_condition_##path##_wide(const lottery_tile *tile, uint32_t count, const uint16_t *const *rows,        \
                                       const int64_t *unit, int64_t *less, int64_t *all);

LOTTERY_DECLARE_CONDITION(portable)
LOTTERY_DECLARE_CONDITION(avx2)
LOTTERY_DECLARE_CONDITION(avx512)

#endif
