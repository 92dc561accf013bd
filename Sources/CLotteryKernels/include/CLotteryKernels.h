// Draws of many trials of one group at once, for the policies that hold a group of up to 255 firms and exclude
// whoever has won once. Every call works on a block of trials. The Swift engine is the oracle: the same
// counters, picks and winners, bit for bit.
#ifndef CLOTTERYKERNELS_H
#define CLOTTERYKERNELS_H

#include <stdint.h>

enum {
  // Trials of one call, at most; rows of winners have this stride.
  LOTTERY_BLOCK = 1024,
  // Firms tied in one tender, at most.
  LOTTERY_TIED = 128,
  // A tender without award.
  LOTTERY_NOBODY = 255,
};

typedef struct {
  // The number of the draw's random stream.
  uint32_t draw;
  // How many firms tie; one wins outright, none is no award.
  uint8_t size;
  // Whether firms that have won are left out.
  uint8_t excludes;
  // Whether a win here leaves its firm out of later draws.
  uint8_t counts;
  // The tied firms.
  uint8_t firms[LOTTERY_TIED];
  // Where each firm stands among them, LOTTERY_NOBODY where it does not.
  uint8_t place[256];
} lottery_contest;

typedef struct {
  uint32_t key[2];
  uint32_t experiment;
  // Whether all draw where one remains, and whether nobody wins where none remains.
  uint8_t waives_sole;
  uint8_t voids_none;
  uint32_t contests;
  const lottery_contest *contest;
} lottery_group;

// Whether the vector kernels run on this machine.
int lottery_has_vectors(void);

// winners[contest * LOTTERY_BLOCK + i] is the firm that wins in trial first + i, i < count <= LOTTERY_BLOCK.
// The trials must agree in their bits 32 and above. portable != 0 forces the scalar kernel.
void lottery_draw(const lottery_group *group, uint64_t first, uint32_t count, uint8_t *winners, int portable);

// Adds up winners: wins[contest * 256 + firm], where index LOTTERY_NOBODY counts trials without award;
// squares[firm] sums squared wins, trials_won[firm] trials with a win. Firms are below the given number.
void lottery_tally(const lottery_group *group, uint32_t firms, uint32_t count, const uint8_t *winners,
                   int64_t *wins, int64_t *squares, int64_t *trials_won);

// Adds up conditional win probabilities given earlier winners: chance[contest * 256 + firm] += unit[n] for
// each of the n firms that may win, where unit[n] is 1 / n in the caller's units.
void lottery_condition(const lottery_group *group, uint32_t count, const uint8_t *winners,
                       const int64_t *unit, int64_t *chance);

#endif
