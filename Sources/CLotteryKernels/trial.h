// One trial at a time, in plain C: the slow path of the vector kernels and the whole of the portable one. Included by way
// of widths.h.
#include <string.h>

#include "philox.h"

// Who of a tied set has won before: bits by place, all 0 between uses; those of more places than firms are never read.
typedef struct {
  uint64_t bits[(NOBODY + 1u) / 64];
} NAME(marks);

static inline void NAME(clear)(const lottery_group *group, NAME(marks) *marks) {
  memset(marks->bits, 0, (group->firms / 64 + 1) * sizeof marks->bits[0]);
}

// Whether the draws with AVX-512 add up wins on their way: where sums are by seat and somebody always wins.
static inline int NAME(counts_along)(const lottery_group *group, const lottery_contest *contest) {
  return IS_WIDE && group->by_seat && !group->voids_none && contest->size > 0;
}

// Whether two firms or more are left whoever has won before. Elsewhere the waivers must be looked at trial by trial.
static inline int NAME(is_plain)(const lottery_contest *contest) { return contest->most_excluded + 2 <= contest->size; }

// Whether a firm whose win counts can win this contest, too.
static inline int NAME(may_waive)(const lottery_contest *contest) {
  return contest->most_excluded > 0 && !NAME(is_plain)(contest);
}

// Marks who has won before and is left out; how many.
static inline uint32_t NAME(mark)(const lottery_group *group, uint32_t at, const SEAT *winners, uint32_t i,
                                  NAME(marks) *marks) {
  const lottery_contest *contest = &group->contest[at];
  uint32_t marked = 0;
  for (uint32_t earlier = 0; earlier < at && contest->excludes; earlier++) {
    if (!group->contest[earlier].counts) continue;
    SEAT firm = winners[earlier * LOTTERY_BLOCK + i];
    if (firm == NOBODY) continue;
    SEAT place = ((const SEAT *)contest->place)[firm];
    if (place == NOBODY) continue;
    uint64_t bit = (uint64_t)1 << (place & 63);
    marked += (marks->bits[place >> 6] & bit) == 0;
    marks->bits[place >> 6] |= bit;
  }
  return marked;
}

static inline void NAME(unmark)(const lottery_group *group, uint32_t at, const SEAT *winners, uint32_t i,
                                NAME(marks) *marks) {
  for (uint32_t earlier = 0; earlier < at; earlier++) {
    SEAT firm = winners[earlier * LOTTERY_BLOCK + i];
    SEAT place = firm == NOBODY ? NOBODY : ((const SEAT *)group->contest[at].place)[firm];
    if (place != NOBODY) marks->bits[place >> 6] = 0;
  }
}

// How many of n firms may win when so many are marked, after the waivers; all n means that marks do not matter.
static inline uint32_t NAME(admitted)(const lottery_group *group, uint32_t n, uint32_t marked) {
  uint32_t left = n - marked;
  if (left >= 2 || (left == 1 ? !group->waives_sole : group->voids_none)) return left;
  return n;
}

// The first unmarked of the picks that PickSequence makes from a draw's stream, whose first word is given.
static inline uint32_t NAME(pick)(const lottery_group *group, const lottery_contest *contest, uint64_t trial,
                                  uint32_t word, const NAME(marks) *marks) {
  uint32_t words[4];
  for (uint32_t position = 0;; position++) {
    if (word * contest->power >= contest->threshold) {
      for (uint32_t digit = 0; digit < contest->digits; digit++) {
        uint64_t product = (uint64_t)word * contest->size;
        uint32_t place = (uint32_t)(product >> 32);
        if (!(marks->bits[place >> 6] >> (place & 63) & 1)) return place;
        word = (uint32_t)product;
      }
    }
    if ((position & 3) == 0) {
      uint32_t counter[4] = {(position >> 2) + 1, contest->draw, (uint32_t)trial, trial_high(group, trial)};
      philox(counter, group->key, words);
    }
    word = words[position & 3];
  }
}

// The winner of one contest in one trial, given the first word of its stream.
static inline SEAT NAME(draw_one)(const lottery_group *group, uint32_t at, uint64_t trial, const SEAT *winners, uint32_t i,
                           uint32_t word, NAME(marks) *marks) {
  const lottery_contest *contest = &group->contest[at];
  const SEAT *firms = contest->firms;
  uint32_t n = contest->size;
  if (n < 2) return n == 0 ? NOBODY : firms[0];
  uint32_t marked = NAME(mark)(group, at, winners, i, marks), left = NAME(admitted)(group, n, marked);
  SEAT winner = NOBODY;
  // Where the rule is waived all of them draw.
  if (marked && left == n) NAME(unmark)(group, at, winners, i, marks);
  if (left == 1) {
    uint32_t place = 0;
    while (marks->bits[place >> 6] >> (place & 63) & 1) place++;
    winner = firms[place];
  } else if (left > 1) {
    winner = firms[NAME(pick)(group, contest, trial, word, marks)];
  }
  if (marked && left != n) NAME(unmark)(group, at, winners, i, marks);
  return winner;
}
