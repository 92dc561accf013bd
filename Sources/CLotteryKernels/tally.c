// Sums over the winners of a block of trials. What is drawn costs more than what is summed, so that only the count of
// small ties has vectors.
#include <string.h>

#include "paths.h"

#define LOTTERY_BODY "tally.h"
#include "widths.h"

void lottery_tally(lottery_path path, const lottery_group *group, uint32_t count, const void *winners, uint16_t *wins,
                   int64_t *repeats, int64_t *pairs) {
  if (group->is_wide)
    tally_wide(path, group, count, winners, wins, repeats, pairs);
  else
    tally_narrow(path, group, count, winners, wins, repeats, pairs);
}
