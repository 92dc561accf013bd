// The sums of one width.
#include "trial.h"

// Whether a firm that has won before can win this contest.
static int NAME(may_repeat)(const lottery_group *group, uint32_t at) {
  if (!group->contest[at].excludes) return at > 0;
  for (uint32_t earlier = 0; earlier < at; earlier++)
    if (!group->contest[earlier].counts) return 1;
  return at + 2u > group->contest[at].size;
}

// Wins by place or by seat, with trials without award behind the last.
static void NAME(count_row)(const lottery_group *group, const lottery_contest *contest, uint32_t first, uint32_t count,
                            const SEAT *row, uint16_t *wins) {
  enum { SMALL = 64 };
  const SEAT *place = contest->place, *firms = contest->firms;
  uint32_t n = contest->size, i = first;
  if (n == 0 || group->voids_none) {
    const uint32_t nobody = group->by_seat ? group->firms : n;
    for (; i < count; i++) wins[row[i] == NOBODY ? nobody : group->by_seat ? row[i] : place[row[i]]]++;
  } else if (n <= SMALL) {
    // Four copies, so that equal neighbours do not wait for each other.
    uint16_t table[4][SMALL];
    memset(table, 0, sizeof table);
    for (; i < count; i++) table[i & 3][place[row[i]]]++;
    for (uint32_t at = 0; at < n; at++)
      wins[group->by_seat ? firms[at] : at] += table[0][at] + table[1][at] + table[2][at] + table[3][at];
  } else if (group->by_seat) {
    for (; i < count; i++) wins[row[i]]++;
  } else {
    for (; i < count; i++) wins[place[row[i]]]++;
  }
}

// Further wins of a firm in the trials of a block, and all its pairs of wins.
static void NAME(count_repeats)(uint32_t at, uint32_t count, const SEAT *winners, int64_t *repeats, int64_t *pairs) {
  const SEAT *row = winners + at * LOTTERY_BLOCK;
  for (uint32_t block = 0; block < count; block += 64) {
    uint32_t end = block + 64 < count ? block + 64 : count;
    SEAT again[64] = {0};
    for (uint32_t earlier = 0; earlier < at; earlier++) {
      const SEAT *before = winners + earlier * LOTTERY_BLOCK;
      for (uint32_t j = block; j < end; j++) again[j - block] += row[j] == before[j];
    }
    for (uint32_t lane = 0; lane < 64; lane += 8) {
      uint64_t any[sizeof(SEAT)];
      memcpy(any, again + lane, sizeof any);
      if (!(any[0] | any[sizeof(SEAT) - 1])) continue;
      for (uint32_t j = lane; j < lane + 8 && block + j < end; j++) {
        SEAT firm = row[block + j];
        if (!again[j] || firm == NOBODY) continue;
        pairs[firm] += again[j];
        repeats[firm] += 1;
      }
    }
  }
}

static void NAME(tally)(lottery_path path, const lottery_group *group, uint32_t count, const SEAT *winners,
                        uint16_t *wins, int64_t *repeats, int64_t *pairs) {
  for (uint32_t at = 0; at < group->contests; at++) {
    const lottery_contest *contest = &group->contest[at];
    const SEAT *row = winners + at * LOTTERY_BLOCK;
    uint32_t counted = path == LOTTERY_AVX512 && NAME(counts_along)(group, contest) ? count : 0;
#if defined(__x86_64__) && !IS_WIDE
    if (path == LOTTERY_AVX512 && contest->size > 1) {
      lottery_count_avx512(contest, count, row, wins + contest->offset);
      counted = count;
    }
    // Beyond 64 firms tables are faster; where nobody may win, only they count that.
    if (path == LOTTERY_AVX2 && contest->size > 1 && contest->size <= 64 && !group->voids_none) {
      lottery_count_avx2(contest, count / 32, row, wins + contest->offset);
      counted = count & ~31u;
    }
#endif
    if (counted < count) NAME(count_row)(group, contest, counted, count, row, wins + contest->offset);
    if (NAME(may_repeat)(group, at)) NAME(count_repeats)(at, count, winners, repeats, pairs);
  }
}

// How many of the tied firms are left in each trial.
static void NAME(count_left)(lottery_path path, const lottery_group *group, const lottery_contest *contest,
                             uint32_t count, const SEAT *const *rows, uint32_t row_count, uint16_t *left) {
  const SEAT *place = contest->place;
  (void)path, (void)group;
#if defined(__x86_64__) && IS_WIDE
  if (path == LOTTERY_AVX512 && group->firms <= LOTTERY_LEFT_SEATS)
    return lottery_count_left_avx512(contest, count, rows, row_count, left);
#elif defined(__x86_64__)
  if (path != LOTTERY_PORTABLE) return lottery_count_left_avx2(contest, count, rows, row_count, left);
#endif
  for (uint32_t i = 0; i < count; i++) left[i] = (uint16_t)contest->size;
  for (uint32_t row = 0; row < row_count; row++)
    for (uint32_t i = 0; i < count; i++) left[i] -= place[rows[row][i]] != NOBODY;
}

// What a contest gives where earlier wins can neither repeat nor bring a waiver: what all tied firms would get, less
// what those do not that have won before. `rows` are the winners of the contests that count.
static int64_t NAME(condition_plainly)(lottery_path path, const lottery_group *group, const lottery_contest *contest,
                                       uint32_t count, const SEAT *const *rows, uint32_t row_count,
                                       const int64_t *unit, int64_t *chance) {
  const SEAT *place = contest->place;
  uint16_t left[LOTTERY_BLOCK];
  NAME(count_left)(path, group, contest, count, rows, row_count, left);
  int64_t all = 0, each[LOTTERY_BLOCK];
  for (uint32_t i = 0; i < count; i++) all += each[i] = unit[left[i]];
  if (!IS_WIDE) {
    int64_t less[256] = {0};
    for (uint32_t row = 0; row < row_count; row++)
      for (uint32_t i = 0; i < count; i++) less[rows[row][i] & 255] += each[i];
    for (uint32_t seat = 0; seat < 256; seat++)
      if (place[seat] != NOBODY) chance[place[seat]] -= less[seat];
  } else if (group->by_seat) {
    // Firms that do not tie here have sums, too, which nobody reads.
    for (uint32_t row = 0; row < row_count; row++)
      for (uint32_t i = 0; i < count; i++) chance[rows[row][i]] -= each[i];
  } else {
    // They take from sums aside: several, as one would make each wait for the last.
    int64_t unread[8] = {0};
    for (uint32_t row = 0; row < row_count; row++) {
      for (uint32_t i = 0; i < count; i++) {
        const uint32_t at = place[rows[row][i]];
        *(__builtin_unpredictable(at < contest->size) ? chance + at : unread + (i & 7)) -= each[i];
      }
    }
  }
  return all;
}

static int64_t NAME(condition_trial_by_trial)(const lottery_group *group, uint32_t at, uint32_t count,
                                              const SEAT *winners, const int64_t *unit, int64_t *chance) {
  const lottery_contest *contest = &group->contest[at];
  const SEAT *place = contest->place;
  NAME(marks) marks;
  memset(&marks, 0, sizeof marks);
  int64_t all = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t marked = NAME(mark)(group, at, winners, i, &marks);
    uint32_t left = NAME(admitted)(group, contest->size, marked);
    int64_t each = left > 0 ? unit[left] : 0;
    all += each;
    // Each marked firm once: its mark goes with it.
    for (uint32_t earlier = 0; earlier < at && marked > 0; earlier++) {
      SEAT firm = winners[earlier * LOTTERY_BLOCK + i], seat = firm == NOBODY ? (SEAT)NOBODY : place[firm];
      if (seat == NOBODY || !(marks.bits[seat >> 6] >> (seat & 63) & 1)) continue;
      marks.bits[seat >> 6] &= ~((uint64_t)1 << (seat & 63));
      if (left != contest->size) chance[group->by_seat ? firm : seat] -= each;
      marked--;
    }
  }
  return all;
}

static void NAME(condition)(lottery_path path, const lottery_group *group, uint32_t count, const SEAT *winners, const int64_t *unit,
                            int64_t *chances) {
  const SEAT *rows[LOTTERY_CONTESTS];
  uint32_t counting = 0;
  int repeats = 0;
  for (uint32_t at = 0; at < group->contests; at++) {
    const lottery_contest *contest = &group->contest[at];
    int64_t *chance = chances + contest->offset, all;
    uint32_t n = contest->size;
    if (n < 2 || !contest->excludes || counting == 0) {
      all = n > 0 ? count * unit[n] : 0;
    } else if (repeats || counting + 2 > n) {
      all = NAME(condition_trial_by_trial)(group, at, count, winners, unit, chance);
    } else {
      all = NAME(condition_plainly)(path, group, contest, count, rows, counting, unit, chance);
    }
    for (uint32_t place = 0; place < n; place++)
      chance[group->by_seat ? ((const SEAT *)contest->firms)[place] : place] += all;
    if (!contest->counts) continue;
    rows[counting++] = winners + at * LOTTERY_BLOCK;
    repeats |= NAME(may_repeat)(group, at);
  }
}
