#include "CLotteryKernels.h"

void lottery_draw_portable(const lottery_group *group, uint64_t first, uint32_t count, uint8_t *winners);
void lottery_draw_avx2(const lottery_group *group, uint64_t first, uint32_t count, uint8_t *winners);

int lottery_has_vectors(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
#else
  return 0;
#endif
}

void lottery_draw(const lottery_group *group, uint64_t first, uint32_t count, uint8_t *winners, int portable) {
#if defined(__x86_64__)
  if (!portable && lottery_has_vectors()) {
    lottery_draw_avx2(group, first, count, winners);
    return;
  }
#endif
  lottery_draw_portable(group, first, count, winners);
}
