// Conditional win probabilities of a block of trials.
#include "paths.h"

#define LOTTERY_BODY "condition.h"
#include "widths.h"

void lottery_condition(lottery_path path, const lottery_group *group, uint32_t count, const void *winners,
                       const int64_t *unit, int64_t *less, int64_t *all) {
  if (group->is_wide)
    condition_wide(path, group, count, winners, unit, less, all);
  else
    condition_narrow(path, group, count, winners, unit, less, all);
}
