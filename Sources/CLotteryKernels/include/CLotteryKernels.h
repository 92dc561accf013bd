// Draws of many trials of one group at once, for the policies that exclude whoever has won once. Every call works on a
// block of trials. The Swift engine is the oracle: the same counters, picks and winners, bit for bit.
//
// Firms are seats: 0 to below the number of firms of the group. A group of up to LOTTERY_NARROW firms has seats of one
// byte, a larger one of two; all rows, tables and winners of the group are then of that width.
#ifndef CLOTTERYKERNELS_H
#define CLOTTERYKERNELS_H

#include <stdint.h>

enum {
  // Trials of one call, at most; rows of winners have this stride.
  LOTTERY_BLOCK = 1024,
  // Firms of a group whose seats are bytes, and of any group.
  LOTTERY_NARROW = 254,
  LOTTERY_WIDE = 65534,
  // Tenders of a group.
  LOTTERY_CONTESTS = 1024,
  // A tender without award, in either width.
  LOTTERY_NOBODY_NARROW = 255,
  LOTTERY_NOBODY_WIDE = 65535,
  // Tables of firms are readable up to a multiple of so many bytes.
  LOTTERY_PADDING = 256,
  // Tied firms of a table of bytes.
  LOTTERY_SPLIT = 512,
  // Contests whose conditional probabilities stand side by side, firm by firm.
  LOTTERY_LANES = 8,
};

typedef enum {
  LOTTERY_PORTABLE = 0,
  LOTTERY_AVX2 = 1,
  LOTTERY_AVX512 = 2,
} lottery_path;

typedef struct {
  // The number of the draw's random stream, another for each contest of a group.
  uint32_t draw;
  // How many firms tie; one wins outright, none is no award.
  uint32_t size;
  // How many picks one word of the stream gives, the size to that power, and below what a word times it is rejected; not
  // read where fewer than two tie.
  uint32_t digits;
  uint32_t power;
  uint32_t threshold;
  // Whether firms that have won are left out.
  uint8_t excludes;
  // Whether a win here leaves its firm out of later draws; never where nobody ties.
  uint8_t counts;
  // How many of the tied firms can have won before and be left out, at most.
  uint32_t most_excluded;
  // The seats of the tied firms by place.
  const void *firms;
  // The same for wide groups and no more than LOTTERY_SPLIT tied firms: the lower bytes of all, LOTTERY_SPLIT of them, then
  // the upper ones. NULL elsewhere.
  const uint8_t *split;
  // The place of each seat among them, nobody where it has none. For narrow groups 256 places.
  const void *place;
  // Where the sums of this tender begin: one for each place, or each seat, and one behind them.
  uint32_t offset;
  // Where its conditional probabilities begin: one for each seat, LOTTERY_LANES apart, or one for each place.
  uint32_t chances;
} lottery_contest;

typedef struct {
  uint32_t key[2];
  uint32_t experiment;
  // Whether all draw where one remains, and whether nobody wins where none remains.
  uint8_t waives_sole;
  uint8_t voids_none;
  uint8_t is_wide;
  // Whether sums are by seat; by place in narrow groups, and where there are too many firms for that.
  uint8_t by_seat;
  // Whether conditional probabilities are by place; else `ties` says for each of them whether the firm ties.
  uint8_t chances_by_place;
  const uint16_t *ties;
  uint32_t firms;
  uint32_t contests;
  const lottery_contest *contest;
} lottery_group;

// Rows of winners that wait to be added to wins beside later draws. Zeroed before the first block of trials.
typedef struct {
  const uint16_t *row[4];
  uint16_t *wins[4];
  // The rows, and the winners in each.
  uint32_t count, trials;
} lottery_backlog;

// The best path of this machine. A path that the machine lacks is undefined.
lottery_path lottery_best_path(void);

// winners[contest * LOTTERY_BLOCK + i] is the seat that wins in trial first + i, i < count <= LOTTERY_BLOCK.
// The trials must agree in their bits 32 and above. Adds up winners: wins[offset + place] of each contest, or
// wins[offset + seat], and trials without award behind the last. Where a firm wins again in a trial, repeats[seat] counts
// the further wins and pairs[seat] all its pairs of wins. Wins take 16 bits, so that the tables of a group stay in the first
// cache: they are to be read and zeroed every 65,535 trials, and before that what still waits is to be added up.
void lottery_draw(lottery_path path, const lottery_group *group, uint64_t first, uint32_t count, void *winners,
                  uint16_t *wins, int64_t *repeats, int64_t *pairs, lottery_backlog *waiting);

// Adds up what waits. Between blocks winners and wins stay where they are.
void lottery_add_up(lottery_backlog *waiting);

// Adds up conditional win probabilities given earlier winners. A firm that ties has all[contest] + less[index of its seat or
// place], where unit[n] is 1 / n in the caller's units for each of the n firms that may win; what stands at other seats is
// undefined. `less` begins a cache line and has room for LOTTERY_LANES times the seats, 256 for narrow groups, for every
// LOTTERY_LANES contests or a part of them.
void lottery_condition(lottery_path path, const lottery_group *group, uint32_t count, const void *winners,
                       const int64_t *unit, int64_t *less, int64_t *all);

#endif
