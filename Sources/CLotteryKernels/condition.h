// Conditional win probabilities of one width. All tied firms of a contest get the same in a trial but those that have won
// before, so that what these get less is taken from each alone. Eight contests at a time: a winner stands in the way of all
// later ones, whose numbers lie side by side.
#include "trial.h"

// What a firm that ties gets less.
static inline int64_t *NAME(less_of)(const lottery_group *group, const lottery_contest *contest, SEAT firm, int64_t *less) {
  const SEAT *place = contest->place;
  return less + contest->chances + (group->chances_by_place ? place[firm] : (uint32_t)firm * LOTTERY_LANES);
}

static void NAME(condition_tile)(lottery_path path, const lottery_tile *tile, uint32_t count, const SEAT *const *rows,
                                 const int64_t *unit, int64_t *less, int64_t *all) {
  switch (path) {
#if defined(__x86_64__)
    case LOTTERY_AVX512: return NAME(lottery_condition_avx512)(tile, count, rows, unit, less, all);
    case LOTTERY_AVX2: return NAME(lottery_condition_avx2)(tile, count, rows, unit, less, all);
#endif
    default: return NAME(lottery_condition_portable)(tile, count, rows, unit, less, all);
  }
}

// The same for one contest of so many firms that probabilities are by place.
static void NAME(condition_by_place)(const lottery_contest *contest, uint32_t count, const SEAT *const *rows,
                                     uint32_t row_count, const int64_t *unit, int64_t *less, int64_t *all) {
  const SEAT *place = contest->place;
  uint32_t left[LOTTERY_BLOCK];
  int64_t each[LOTTERY_BLOCK];
  // Firms that do not tie take from sums aside: several, as one would make each wait for the last.
  int64_t unread[8] = {0};
  for (uint32_t i = 0; i < count; i++) left[i] = contest->size;
  for (uint32_t row = 0; row < row_count; row++)
    for (uint32_t i = 0; i < count; i++) left[i] -= place[rows[row][i]] != NOBODY;
  for (uint32_t i = 0; i < count; i++) *all += each[i] = unit[left[i]];
  for (uint32_t row = 0; row < row_count; row++) {
    for (uint32_t i = 0; i < count; i++) {
      const uint32_t at = place[rows[row][i]];
      *(__builtin_unpredictable(at < contest->size) ? less + contest->chances + at : unread + (i & 7)) -= each[i];
    }
  }
}

static void NAME(condition_trial_by_trial)(const lottery_group *group, uint32_t at, uint32_t count, const SEAT *winners,
                                           const int64_t *unit, int64_t *less, int64_t *all) {
  const lottery_contest *contest = &group->contest[at];
  const SEAT *place = contest->place;
  NAME(marks) marks;
  NAME(clear)(group, &marks);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t marked = NAME(mark)(group, at, winners, i, &marks);
    uint32_t left = NAME(admitted)(group, contest->size, marked);
    int64_t each = left > 0 ? unit[left] : 0;
    *all += each;
    // Each marked firm once: its mark goes with it.
    for (uint32_t earlier = 0; earlier < at && marked > 0; earlier++) {
      SEAT firm = winners[earlier * LOTTERY_BLOCK + i], seat = firm == NOBODY ? (SEAT)NOBODY : place[firm];
      if (seat == NOBODY || !(marks.bits[seat >> 6] >> (seat & 63) & 1)) continue;
      marks.bits[seat >> 6] &= ~((uint64_t)1 << (seat & 63));
      if (left != contest->size) *NAME(less_of)(group, contest, firm, less) -= each;
      marked--;
    }
  }
}

static void NAME(condition)(lottery_path path, const lottery_group *group, uint32_t count, const SEAT *winners,
                            const int64_t *unit, int64_t *less, int64_t *all) {
  const SEAT *rows[LOTTERY_CONTESTS];
  uint32_t counting = 0;
  int repeats = 0;
  for (uint32_t from = 0; from < group->contests; from += LOTTERY_LANES) {
    const lottery_contest *first = &group->contest[from];
    lottery_tile tile = {.contest = first, .least = counting};
    for (uint32_t at = from; at < group->contests && at < from + LOTTERY_LANES; at++) {
      const lottery_contest *contest = &group->contest[at];
      const uint32_t n = contest->size;
      if (n < 2 || contest->most_excluded == 0)
        all[at] += n > 0 ? count * unit[n] : 0;
      else if (repeats || !NAME(is_plain)(contest))
        NAME(condition_trial_by_trial)(group, at, count, winners, unit, less, &all[at]);
      else if (group->chances_by_place)
        NAME(condition_by_place)(contest, count, rows, counting, unit, less, &all[at]);
      else
        tile.earlier[at - from] = tile.most = counting;
      if (!contest->counts) continue;
      rows[counting++] = winners + at * LOTTERY_BLOCK;
      // Then a firm can stand in two rows.
      repeats |= NAME(may_waive)(contest);
    }
    if (tile.most == 0) continue;
    tile.ties = group->ties + first->chances;
    NAME(condition_tile)(path, &tile, count, rows, unit, less + first->chances, all + from);
  }
}
