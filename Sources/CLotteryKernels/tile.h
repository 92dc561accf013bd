// The vector draws of one width, a tile of TILE trials at a time: Philox, picks and the search for earlier winners in one
// go, so that words never leave the first cache. Of the instruction set they use what avx2.c or avx512.c defines:
//   vec                          a vector; words take 64-bit lanes, whose upper halves are never read
//   fill_words                   the words of a quad of draws in a tile, VECTORS vectors for each draw
//   multiply                     products of the lower halves of the lanes
//   any_below                    whether any lower half of VECTORS products is below a bound
//   seats_narrow, seats_wide     the seats of a tile, and in each width
//   pack, look_up                upper halves of VECTORS products as seats; the firms at such places
//   won_before                   a bit for each trial of a tile whose firm stands in one of some rows
//   merge, store                 seats with some replaced, by bit; seats to memory
#include "trial.h"

TARGET void NAME(DRAW)(const lottery_group *group, uint64_t first, uint32_t count, SEAT *winners) {
  const SEAT *rows[LOTTERY_CONTESTS];
  vec words[4][VECTORS];
  NAME(marks) marks;
  memset(&marks, 0, sizeof marks);
  keys schedule = schedule_of(group);
  for (uint32_t i = 0; i < count; i += TILE) {
    uint32_t quad = ~0u, counting = 0;
    for (uint32_t at = 0; at < group->contests; at++) {
      const lottery_contest *contest = &group->contest[at];
      SEAT *row = winners + at * LOTTERY_BLOCK + i;
      uint32_t n = contest->size, earlier = contest->excludes ? counting : 0;
      if (contest->draw >> 2 != quad) {
        quad = contest->draw >> 2;
        fill_words(&schedule, quad, (uint32_t)first + i, trial_high(group, first), words);
      }
      const vec *word = words[contest->draw & 3];
      uint64_t open = ~(uint64_t)0 >> (64 - TILE);
      // Where earlier wins could leave one firm or none, the waivers must be looked at trial by trial.
      if (n >= 2 && earlier + 2 <= n) {
        const vec size = broadcast(n), power = broadcast(power_of(n));
        vec product[VECTORS];
        for (int v = 0; v < VECTORS; v++) product[v] = multiply(word[v], power);
        // A rejected word is rare enough for the whole tile to go the slow way.
        if (!any_below(product, threshold_of(n))) {
          for (int v = 0; v < VECTORS; v++) product[v] = multiply(word[v], size);
          NAME(seats) firms = NAME(look_up)(contest, NAME(pack)(product));
          open = NAME(won_before)(firms, rows, earlier, i);
          for (uint32_t digit = 1; open && digit < digits_of(n); digit++) {
            for (int v = 0; v < VECTORS; v++) product[v] = multiply(product[v], size);
            firms = NAME(merge)(firms, NAME(look_up)(contest, NAME(pack)(product)), open);
            open = NAME(won_before)(firms, rows, earlier, i);
          }
          NAME(store)(row, firms);
        }
      }
      for (; open; open &= open - 1) {
        uint32_t j = (uint32_t)__builtin_ctzll(open);
        row[j] = NAME(draw_one)(group, at, first + i + j, winners, i + j, ((const uint32_t *)word)[2 * j], &marks);
      }
      if (contest->counts) rows[counting++] = winners + at * LOTTERY_BLOCK;
    }
  }
}
