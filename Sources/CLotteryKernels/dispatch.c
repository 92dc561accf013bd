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

void lottery_draw(lottery_path path, const lottery_group *group, uint64_t first, uint32_t count, void *winners) {
#if defined(__x86_64__)
  if (path == LOTTERY_AVX512)
    return group->is_wide ? lottery_draw_avx512_wide(group, first, count, winners)
                          : lottery_draw_avx512_narrow(group, first, count, winners);
  if (path == LOTTERY_AVX2)
    return group->is_wide ? lottery_draw_avx2_wide(group, first, count, winners)
                          : lottery_draw_avx2_narrow(group, first, count, winners);
#endif
  if (group->is_wide)
    lottery_draw_portable_wide(group, first, count, winners);
  else
    lottery_draw_portable_narrow(group, first, count, winners);
}
