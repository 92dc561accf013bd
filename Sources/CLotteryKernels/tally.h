// The sums of one width.
#include "trial.h"

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
  // Whether all wins so far leave their firm out of later draws.
  int all_count = 1;
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
    // Else nobody who has won before can win here.
    if (at > 0 && (!contest->excludes || !all_count || NAME(may_waive)(contest)))
      NAME(count_repeats)(at, count, winners, repeats, pairs);
    all_count &= contest->counts;
  }
}
