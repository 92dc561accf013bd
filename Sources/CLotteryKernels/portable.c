#include "paths.h"
#include "philox.h"

#define LOTTERY_BODY "portable.h"
#include "widths.h"

// The unit of each count.
static inline void units_portable(const int64_t *unit, lottery_counts counts, lottery_lanes *units) {
  for (int lane = 0; lane < LOTTERY_LANES; lane++) (*units)[lane] = unit[counts[lane]];
}

#define TARGET
#define PATH(x) LOTTERY_PASTE(x, _portable)
#define LOTTERY_BODY "condition_tile.h"
#include "widths.h"
