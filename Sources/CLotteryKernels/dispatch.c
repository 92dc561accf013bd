#include "paths.h"

lottery_path lottery_best_path(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") &&
      __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt"))
    return LOTTERY_AVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt"))
    return LOTTERY_AVX2;
#endif
  return LOTTERY_PORTABLE;
}

#define DRAW_BY(name)                                                                                                \
  (group->is_wide ? lottery_draw_##name##_wide(group, first, count, winners, wins, waiting)                         \
                  : lottery_draw_##name##_narrow(group, first, count, winners, wins, waiting))

void lottery_draw(lottery_path path, const lottery_group *group, uint64_t first, uint32_t count, void *winners,
                  uint16_t *wins, int64_t *repeats, int64_t *pairs, lottery_backlog *waiting) {
  switch (path) {
#if defined(__x86_64__)
    case LOTTERY_AVX512: DRAW_BY(avx512); break;
    case LOTTERY_AVX2: DRAW_BY(avx2); break;
#endif
    default: DRAW_BY(portable); break;
  }
  lottery_tally(path, group, count, winners, wins, repeats, pairs);
}

void lottery_add_up(lottery_backlog *waiting) {
  for (uint32_t at = 0; at < waiting->count; at++)
    for (uint32_t i = 0; i < waiting->trials; i++) waiting->wins[at][waiting->row[at][i]]++;
  waiting->count = 0;
}
