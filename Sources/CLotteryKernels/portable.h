// The portable draws of one width.
#include "trial.h"

void NAME(lottery_draw_portable)(const lottery_group *group, uint64_t first, uint32_t count, SEAT *winners,
                                 uint16_t *wins, lottery_backlog *waiting) {
  (void)wins, (void)waiting;
  NAME(marks) marks;
  uint32_t words[4][LOTTERY_BLOCK], quad = ~0u;
  NAME(clear)(group, &marks);
  for (uint32_t at = 0; at < group->contests; at++) {
    const lottery_contest *contest = &group->contest[at];
    // Four neighbouring draws share a block.
    if (contest->draw >> 2 != quad) {
      quad = contest->draw >> 2;
      for (uint32_t i = 0; i < count; i++) {
        uint32_t counter[4] = {0, quad, (uint32_t)(first + i), trial_high(group, first)}, block[4];
        philox(counter, group->key, block);
        for (uint32_t lane = 0; lane < 4; lane++) words[lane][i] = block[lane];
      }
    }
    const uint32_t *word = words[contest->draw & 3];
    for (uint32_t i = 0; i < count; i++)
      winners[at * LOTTERY_BLOCK + i] = NAME(draw_one)(group, at, first + i, winners, i, word[i], &marks);
  }
}
