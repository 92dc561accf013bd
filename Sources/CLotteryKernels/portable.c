#include <string.h>

#include "scalar.h"

void lottery_draw_portable(const lottery_group *group, uint64_t first, uint32_t count, uint8_t *winners) {
  for (uint32_t at = 0; at < group->contests; at++)
    for (uint32_t i = 0; i < count; i++)
      winners[at * LOTTERY_BLOCK + i] = draw_one(group, at, first + i, winners, i);
}

// Whether a firm that has won before can win this contest.
static int may_repeat(const lottery_group *group, uint32_t at) {
  if (!group->contest[at].excludes) return at > 0;
  for (uint32_t earlier = 0; earlier < at; earlier++)
    if (!group->contest[earlier].counts) return 1;
  return at + 2u > group->contest[at].size;
}

void lottery_tally(const lottery_group *group, uint32_t firms, uint32_t count, const uint8_t *winners,
                   int64_t *wins, int64_t *squares, int64_t *trials_won) {
  // Four tables a contest, so that equal neighbours do not wait for each other.
  uint16_t table[4][256];
  for (uint32_t at = 0; at < group->contests; at++) {
    const uint8_t *row = winners + at * LOTTERY_BLOCK;
    memset(table, 0, sizeof table);
    uint32_t i = 0;
    for (; i + 8 <= count; i += 8) {
      uint64_t eight;
      memcpy(&eight, row + i, 8);
      for (int byte = 0; byte < 8; byte++) table[byte & 3][eight >> (8 * byte) & 255]++;
    }
    for (; i < count; i++) table[0][row[i]]++;
    wins[at * 256 + LOTTERY_NOBODY] += (int64_t)table[0][LOTTERY_NOBODY] + table[1][LOTTERY_NOBODY] +
                                       table[2][LOTTERY_NOBODY] + table[3][LOTTERY_NOBODY];
    for (uint32_t firm = 0; firm < firms; firm++) {
      int64_t sum = (int64_t)table[0][firm] + table[1][firm] + table[2][firm] + table[3][firm];
      wins[at * 256 + firm] += sum;
      squares[firm] += sum;
      trials_won[firm] += sum;
    }
    if (!may_repeat(group, at)) continue;
    // A pair of wins of one firm adds 2 to the square; all but the first win repeat a trial already counted.
    for (uint32_t block = 0; block < count; block += 64) {
      uint32_t end = block + 64 < count ? block + 64 : count;
      uint8_t again[64] = {0};
      for (uint32_t earlier = 0; earlier < at; earlier++) {
        const uint8_t *before = winners + earlier * LOTTERY_BLOCK;
        for (uint32_t j = block; j < end; j++) again[j - block] += row[j] == before[j];
      }
      uint64_t any[8];
      memcpy(any, again, sizeof any);
      for (uint32_t lane = 0; lane < 8; lane++) {
        if (!any[lane]) continue;
        for (uint32_t j = lane * 8; j < lane * 8 + 8 && block + j < end; j++) {
          uint8_t firm = row[block + j];
          if (!again[j] || firm == LOTTERY_NOBODY) continue;
          squares[firm] += 2 * again[j];
          trials_won[firm] -= 1;
        }
      }
    }
  }
}

void lottery_condition(const lottery_group *group, uint32_t count, const uint8_t *winners,
                       const int64_t *unit, int64_t *chance) {
  for (uint32_t at = 0; at < group->contests; at++) {
    const lottery_contest *contest = &group->contest[at];
    uint32_t n = contest->size;
    // What all tied firms would get, less what the excluded do not: few are excluded.
    int64_t all = 0, less[LOTTERY_TIED] = {0};
    for (uint32_t i = 0; i < count && n > 0; i++) {
      lottery_set set = {{0, 0}};
      uint32_t left = n;
      if (n > 1) {
        set = excluded(group, at, winners, i);
        left = admitted(group, n, &set);
      }
      if (left == 0) continue;
      all += unit[left];
      for (int half = 0; half < 2; half++)
        for (uint64_t bits = set.bits[half]; bits; bits &= bits - 1)
          less[64 * half + __builtin_ctzll(bits)] += unit[left];
    }
    for (uint32_t place = 0; place < n; place++)
      chance[at * 256 + contest->firms[place]] += all - less[place];
  }
}
