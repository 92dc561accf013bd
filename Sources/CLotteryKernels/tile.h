// The vector draws of one width, a tile of TILE trials at a time: Philox, picks and the search for earlier winners close
// together, so that words never leave the first cache. Of the instruction set they use what avx2.c or avx512.c defines:
//   vec                          a vector; words take 64-bit lanes, whose upper halves are never read
//   schedule_of, fill_words      the keys of a group; the words of four draws in a tile, VECTORS vectors for each
//   broadcast, multiply          a number in all lanes; products of the lower halves of the lanes
//   any_below                    whether any lower half of VECTORS products is below a bound
//   seats_narrow, seats_wide     the seats of a tile in each width
//   pack, look_up                upper halves of VECTORS products as places; the firms at places
//   won_before                   a bit for each trial of a tile whose firm stands in one of some rows
//   merge, store                 seats with some replaced, by bit; seats to memory
// or, instead of won_before and merge, its own first_free. Wide groups with AVX-512 have a walk of their own: avx512_wide.c.
#include "trial.h"

#if IS_WIDE || !defined(HAS_FIRST_FREE_NARROW)
// The first of the picks of so many digits that has not won before, and a bit for each trial in which all of them have.
TARGET static inline NAME(seats) NAME(first_free)(const lottery_contest *contest, const NAME(seats) *places,
                                                  uint32_t digits, const SEAT *const *rows, uint32_t count, uint32_t i,
                                                  uint64_t *open) {
  NAME(seats) firms = NAME(look_up)(contest, places[0]);
  *open = NAME(won_before)(firms, rows, count, i);
  for (uint32_t digit = 1; *open && digit < digits; digit++) {
    firms = NAME(merge)(firms, NAME(look_up)(contest, places[digit]), *open);
    *open = NAME(won_before)(firms, rows, count, i);
  }
  return firms;
}
#endif

// The winners of one contest in a tile, where nothing can be waived; a bit for each trial that is still open. *tried are
// the digits after which it is.
TARGET static inline uint64_t NAME(draw_tile)(const lottery_contest *contest, const vec *word, const SEAT *const *rows,
                                              uint32_t earlier, uint32_t i, SEAT *row, uint32_t *tried) {
  const vec size = broadcast(contest->size);
  vec product[VECTORS];
  NAME(seats) places[3] = {{0}};
  uint64_t open;
  memcpy(product, word, sizeof product);
  // Where few have won before, a second look at all trials costs more than one at the few in conflict.
  *tried = IS_WIDE && earlier * 32 < contest->size ? 1 : contest->digits;
  // Unrolled, so that products stay in registers.
#pragma clang loop unroll(full)
  for (uint32_t digit = 0; digit < 3; digit++) {
    if (digit == contest->digits) break;
    for (int v = 0; v < VECTORS; v++) product[v] = multiply(product[v], size);
    if (digit < *tried) places[digit] = NAME(pack)(product);
  }
  // What is left of a word behind its digits says whether it is rejected, and then the whole tile goes the slow way.
  if (any_below(product, contest->threshold)) {
    *tried = 0;
    return ALL_TRIALS;
  }
  NAME(store)(row, NAME(first_free)(contest, places, *tried, rows, earlier, i, &open));
  return open;
}

// The winner of a trial whose first picks have won before.
static inline SEAT NAME(draw_again)(const lottery_group *group, uint32_t at, uint64_t trial, const SEAT *winners,
                                    const SEAT *const *rows, uint32_t earlier, uint32_t i, uint32_t word,
                                    uint32_t tried, NAME(marks) *marks) {
  const lottery_contest *contest = &group->contest[at];
  uint32_t rest = word;
  for (uint32_t digit = 0; tried > 0 && digit < contest->digits; digit++) {
    uint64_t product = (uint64_t)rest * contest->size;
    rest = (uint32_t)product;
    if (digit < tried) continue;
    SEAT firm = ((const SEAT *)contest->firms)[product >> 32];
    uint32_t has_won = 0;
    for (uint32_t row = 0; row < earlier; row++) has_won |= rows[row][i] == firm;
    if (!has_won) return firm;
  }
  return NAME(draw_one)(group, at, trial, winners, i, word, marks);
}

// A strip of tiles at a time, contest by contest, so that trials in conflict wait until all its tiles are on their way.
TARGET void NAME(DRAW)(const lottery_group *group, uint64_t first, uint32_t count, SEAT *winners, uint16_t *wins,
                       lottery_backlog *waiting) {
  const SEAT *rows[LOTTERY_CONTESTS];
  vec words[STRIP][4][VECTORS];
  NAME(marks) marks;
  (void)wins, (void)waiting;
  NAME(clear)(group, &marks);
  keys schedule = schedule_of(group);
  for (uint32_t start = 0; start < count; start += STRIP * TILE) {
    const uint32_t left = (count - start + TILE - 1) / TILE, tiles = left < STRIP ? left : STRIP;
    uint32_t quad = ~0u, counting = 0;
    for (uint32_t at = 0; at < group->contests; at++) {
      const lottery_contest *contest = &group->contest[at];
      const uint32_t lane = contest->draw & 3, earlier = contest->excludes ? counting : 0;
      uint64_t open[STRIP];
      uint32_t tried[STRIP] = {0};
      if (contest->draw >> 2 != quad) {
        quad = contest->draw >> 2;
        for (uint32_t tile = 0; tile < tiles; tile++)
          fill_words(&schedule, quad, (uint32_t)first + start + tile * TILE, trial_high(group, first), words[tile]);
      }
      const int is_plain = NAME(is_plain)(contest);
      for (uint32_t tile = 0; tile < tiles; tile++) {
        const uint32_t i = start + tile * TILE;
        open[tile] = ALL_TRIALS;
        if (is_plain)
          open[tile] = NAME(draw_tile)(contest, words[tile][lane], rows, earlier, i, winners + at * LOTTERY_BLOCK + i,
                                       &tried[tile]);
      }
      for (uint32_t tile = 0; tile < tiles; tile++) {
        const uint32_t *word = (const uint32_t *)words[tile][lane];
        for (uint64_t bits = open[tile]; bits; bits &= bits - 1) {
          const uint32_t j = (uint32_t)__builtin_ctzll(bits), i = start + tile * TILE + j;
          winners[at * LOTTERY_BLOCK + i] =
              NAME(draw_again)(group, at, first + i, winners, rows, earlier, i, word[2 * j],
                               tried[tile], &marks);
        }
      }
      if (contest->counts) rows[counting++] = winners + at * LOTTERY_BLOCK;
    }
  }
}
