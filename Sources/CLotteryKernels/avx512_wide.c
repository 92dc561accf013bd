// Draws of groups of more than LOTTERY_NARROW firms with AVX-512, a strip of 256 trials at a time. Words never leave the
// registers: picks do, two bytes a trial, and the few trials that need more work their word out again.
#if defined(__x86_64__)
#include "avx512.h"

#define LOTTERY_BODY "trial.h"
#include "wide.h"

enum { STRIP = 8 * STEP, STRIP_VECTORS = STRIP / 32, STRIP_BITS = STRIP / 64, DIGITS = 3 };

// What the draws of a quad find in a strip: all their picks by digit and a bit for each trial whose word is rejected, or
// their words where picks do not tell.
typedef struct {
  _Alignas(64) uint16_t pick[4][DIGITS][STRIP];
  uint32_t word[4][STRIP];
  uint64_t rejected[4][STRIP_BITS];
} quad_picks;

// The draws of a quad of which the picks or the words are wanted; the others are NULL and 0.
typedef struct {
  const lottery_contest *picks[4];
  uint8_t words[4];
} quad_draws;

// Rows of winners of a strip that wait to be added up beside the words of the next quad.
typedef struct {
  const uint16_t *row[4];
  uint16_t *wins[4];
  uint32_t count;
} backlog;

// Where the draws stand, contest by contest and strip by strip.
typedef struct {
  const lottery_group *group;
  keys schedule;
  // The trial of the first column, and the column at which the strip begins.
  uint64_t first;
  uint32_t start;
  // The trials of the strip that are wanted.
  uint64_t wanted[STRIP_BITS];
  uint16_t *winners;
  // The rows of the contests so far whose winners are left out.
  const uint16_t *rows[LOTTERY_CONTESTS];
  uint32_t counting;
  quad_picks picks;
  backlog waiting;
  marks_wide marks;
} walk;

static inline uint16_t *row_of(const walk *walk, uint32_t at) { return walk->winners + at * LOTTERY_BLOCK; }

// Two bytes from byte 4 of every lane.
TARGET static inline vec pack(const vec product[STEP_VECTORS]) {
  const vec from = _mm512_broadcast_i64x4(_mm256_setr_epi16(2, 6, 10, 14, 18, 22, 26, 30, 34, 38, 42, 46, 50, 54, 58, 62));
  return _mm512_mask_mov_epi16(_mm512_permutex2var_epi16(product[0], from, product[1]), 0xFFFF0000u,
                               _mm512_permutex2var_epi16(product[2], from, product[3]));
}

// The picks of one draw in a step.
TARGET_INLINE void pick_step(const lottery_contest *contest, const vec word[STEP_VECTORS], uint32_t step,
                             uint16_t pick[DIGITS][STRIP], uint64_t rejected[STRIP_BITS]) {
  const vec size = broadcast(contest->size);
  vec product[STEP_VECTORS];
  for (int v = 0; v < STEP_VECTORS; v++) product[v] = multiply(word[v], size);
  _mm512_store_si512(pick[0] + step * STEP, pack(product));
  for (uint32_t digit = 1; digit < contest->digits; digit++) {
    for (int v = 0; v < STEP_VECTORS; v++) product[v] = multiply(product[v], size);
    _mm512_store_si512(pick[digit] + step * STEP, pack(product));
  }
  // What is left of a word behind its digits says whether it is rejected.
  const vec bound = _mm512_set1_epi32((int)contest->threshold);
  const vec least = _mm512_min_epu32(_mm512_min_epu32(product[0], product[1]), _mm512_min_epu32(product[2], product[3]));
  if (__builtin_expect(_mm512_mask_cmplt_epu32_mask(0x5555, least, bound) == 0, 1)) return;
  uint64_t left[STEP];
  for (int v = 0; v < STEP_VECTORS; v++) _mm512_storeu_si512(left + 8 * v, product[v]);
  for (uint32_t j = 0; j < STEP; j++) {
    const uint32_t i = step * STEP + j;
    rejected[i / 64] |= (uint64_t)((uint32_t)left[j] < contest->threshold) << i % 64;
  }
}

// The draws of a quad in some steps, each beside the winners of half a waiting row where some are to be counted.
TARGET_INLINE void pick_steps(walk *walk, uint32_t quad, const quad_draws *draws, uint32_t from, uint32_t to, int counts) {
  const uint64_t first = walk->first + walk->start;
  for (uint32_t step = from; step < to; step++) {
    const uint32_t at = step * STEP_COUNTED / STRIP, column = step * STEP_COUNTED % STRIP;
    vec words[4][STEP_VECTORS];
    words_of_step(&walk->schedule, quad, (uint32_t)first + step * STEP, trial_high(walk->group, first), words,
                  counts ? walk->waiting.row[at] + column : NULL, counts ? walk->waiting.wins[at] : NULL);
#pragma clang loop unroll(full)
    for (int lane = 0; lane < 4; lane++) {
      if (draws->picks[lane])
        pick_step(draws->picks[lane], words[lane], step, walk->picks.pick[lane], walk->picks.rejected[lane]);
      for (int v = 0; v < STEP_VECTORS && draws->words[lane]; v++)
        _mm256_storeu_si256((__m256i *)(walk->picks.word[lane] + step * STEP + 8 * v), _mm512_cvtepi64_epi32(words[lane][v]));
    }
  }
}

// Not inlined, or the compiler would share the rounds between both and count outside of them.
TARGET __attribute__((noinline)) static void pick_and_count(walk *walk, uint32_t quad, const quad_draws *draws,
                                                            uint32_t steps) {
  pick_steps(walk, quad, draws, 0, steps, 1);
}

TARGET static void pick_strip(walk *walk, uint32_t quad, const quad_draws *draws) {
  const uint32_t counting = walk->waiting.count * STRIP / STEP_COUNTED;
  memset(walk->picks.rejected, 0, sizeof walk->picks.rejected);
  pick_and_count(walk, quad, draws, counting);
  pick_steps(walk, quad, draws, counting, STRIP / STEP, 0);
  walk->waiting.count = 0;
}

static void add_up(walk *walk, uint32_t trials) {
  for (uint32_t at = 0; at < walk->waiting.count; at++)
    for (uint32_t i = 0; i < trials; i++) walk->waiting.wins[at][walk->waiting.row[at][i]]++;
  walk->waiting.count = 0;
}

// The firms at the picks of a strip. Tables of up to 512 firms are searched 64 at a time, longer ones trial by trial.
TARGET static void look_up(const lottery_contest *contest, const uint16_t *pick, uint16_t *row) {
  const uint16_t *firms = contest->firms;
  if (contest->size > 512) {
    for (uint32_t i = 0; i < STRIP; i++) row[i] = firms[pick[i]];
    return;
  }
  // Each place is replaced by its firm once, in the chunk that holds it.
  vec own[STRIP_VECTORS], found[STRIP_VECTORS];
  for (int v = 0; v < STRIP_VECTORS; v++) {
    found[v] = _mm512_load_si512(pick + 32 * v);
    own[v] = _mm512_srli_epi16(found[v], 6);
  }
  for (uint32_t chunk = 0; chunk * 64 < contest->size; chunk++) {
    const vec low = _mm512_loadu_si512(firms + chunk * 64), high = _mm512_loadu_si512(firms + chunk * 64 + 32);
    const vec number = _mm512_set1_epi16((short)chunk);
    for (int v = 0; v < STRIP_VECTORS; v++)
      found[v] = _mm512_mask2_permutex2var_epi16(low, found[v], _mm512_cmpeq_epi16_mask(own[v], number), high);
  }
  for (int v = 0; v < STRIP_VECTORS; v++) _mm512_storeu_si512(row + 32 * v, found[v]);
}

// A bit for each trial of a strip whose firm stands in one of some rows.
TARGET static void won_before(const walk *walk, const uint16_t *row, uint32_t earlier, uint64_t taken[STRIP_BITS]) {
  vec firm[STRIP_VECTORS], least[STRIP_VECTORS];
  for (int v = 0; v < STRIP_VECTORS; v++) firm[v] = _mm512_loadu_si512(row + 32 * v), least[v] = _mm512_set1_epi16(1);
  // A lane falls to 0 where a row has the same firm; cheaper than masks, row by row.
  for (uint32_t at = 0; at < earlier; at++) {
    const uint16_t *before = walk->rows[at] + walk->start;
    for (int v = 0; v < STRIP_VECTORS; v++)
      least[v] = _mm512_min_epu16(least[v], _mm512_xor_si512(firm[v], _mm512_loadu_si512(before + 32 * v)));
  }
  for (int v = 0; v < STRIP_BITS; v++)
    taken[v] = _mm512_testn_epi16_mask(least[2 * v], least[2 * v]) |
               (uint64_t)_mm512_testn_epi16_mask(least[2 * v + 1], least[2 * v + 1]) << 32;
}

// The first picks of a contest, and the next ones in all trials at once where many have won before; then few are open.
// How many digits are used up.
TARGET static uint32_t draw_plainly(walk *walk, uint32_t at, uint32_t earlier, uint64_t taken[STRIP_BITS]) {
  const lottery_contest *contest = &walk->group->contest[at];
  uint16_t *row = row_of(walk, at) + walk->start, other[STRIP];
  uint32_t digit = 1;
  look_up(contest, walk->picks.pick[contest->draw & 3][0], row);
  won_before(walk, row, earlier, taken);
  for (; digit < contest->digits && earlier * 32 >= contest->size; digit++) {
    look_up(contest, walk->picks.pick[contest->draw & 3][digit], other);
    for (int v = 0; v < STRIP_VECTORS; v++)
      _mm512_mask_storeu_epi16(row + 32 * v, (uint32_t)(taken[v / 2] >> v % 2 * 32), _mm512_loadu_si512(other + 32 * v));
    won_before(walk, row, earlier, taken);
  }
  return digit;
}

// The winner of a trial whose first picks have won before, or whose word is rejected: then all its digits are used up.
static inline uint16_t draw_again(walk *walk, uint32_t at, uint32_t earlier, uint32_t column, uint32_t used) {
  const lottery_contest *contest = &walk->group->contest[at];
  const uint16_t *firms = contest->firms, (*pick)[STRIP] = walk->picks.pick[contest->draw & 3];
  for (uint32_t digit = used; digit < contest->digits; digit++) {
    const uint16_t firm = firms[pick[digit][column - walk->start]];
    uint32_t has_won = 0;
    for (uint32_t row = 0; row < earlier; row++) has_won |= walk->rows[row][column] == firm;
    if (!has_won) return firm;
  }
  const uint64_t trial = walk->first + column;
  uint32_t counter[4] = {0, contest->draw >> 2, (uint32_t)trial, trial_high(walk->group, trial)}, words[4];
  philox(counter, walk->group->key, words);
  return draw_one_wide(walk->group, at, trial, walk->winners, column, words[contest->draw & 3], &walk->marks);
}

// The winners of a plain contest in a strip.
TARGET static void draw_strip(walk *walk, uint32_t at, uint32_t earlier) {
  const uint64_t *rejected = walk->picks.rejected[walk->group->contest[at].draw & 3];
  uint64_t open[STRIP_BITS];
  uint32_t some = 0;
  const uint32_t used = draw_plainly(walk, at, earlier, open);
  for (uint32_t v = 0; v < STRIP_BITS; v++) {
    open[v] = (open[v] | rejected[v]) & walk->wanted[v];
    some |= (uint32_t)(open[v] != 0) << v;
  }
  // One loop over all bits: its end is guessed wrong once a strip.
  while (some) {
    const uint32_t v = (uint32_t)__builtin_ctz(some), j = (uint32_t)__builtin_ctzll(open[v]);
    const uint32_t column = walk->start + v * 64 + j;
    open[v] &= open[v] - 1;
    some &= ~((uint32_t)(open[v] == 0) << v);
    row_of(walk, at)[column] = draw_again(walk, at, earlier, column, rejected[v] >> j & 1 ? DIGITS : used);
  }
}

// The winners of any contest in some trials of a strip, one by one. Where fewer than two tie no word was kept, and none is
// read.
static void draw_slowly(walk *walk, uint32_t at, uint32_t trials) {
  const uint32_t *word = walk->picks.word[walk->group->contest[at].draw & 3];
  for (uint32_t i = 0; i < trials; i++)
    row_of(walk, at)[walk->start + i] = draw_one_wide(walk->group, at, walk->first + walk->start + i, walk->winners,
                                                      walk->start + i, word[i], &walk->marks);
}

// The contests of a quad in some trials of a strip; `wins` are the sums of the group.
TARGET static void draw_quad(walk *walk, uint32_t from, uint32_t to, uint32_t trials, uint16_t *wins) {
  const lottery_contest *contest = walk->group->contest;
  quad_draws draws = {{NULL}, {0}};
  uint32_t counting = walk->counting;
  for (uint32_t at = from; at < to; counting += contest[at++].counts) {
    // Where earlier wins could leave one firm or none, the waivers must be looked at trial by trial.
    if (contest[at].size >= 2 && (contest[at].excludes ? counting : 0) + 2 <= contest[at].size)
      draws.picks[contest[at].draw & 3] = &contest[at];
    else
      draws.words[contest[at].draw & 3] = contest[at].size >= 2;
  }
  pick_strip(walk, contest[from].draw >> 2, &draws);
  for (uint32_t at = from; at < to; at++) {
    if (draws.picks[contest[at].draw & 3])
      draw_strip(walk, at, contest[at].excludes ? walk->counting : 0);
    else
      draw_slowly(walk, at, trials);
    if (contest[at].counts) walk->rows[walk->counting++] = row_of(walk, at);
    if (!counts_along_wide(walk->group, &contest[at])) continue;
    walk->waiting.row[walk->waiting.count] = row_of(walk, at) + walk->start;
    walk->waiting.wins[walk->waiting.count++] = wins + contest[at].offset;
  }
  if (trials < STRIP) add_up(walk, trials);
}

TARGET void lottery_draw_avx512_wide(const lottery_group *group, uint64_t first, uint32_t count, uint16_t *winners,
                                     uint16_t *wins) {
  walk walk;
  walk.group = group, walk.schedule = schedule_of(group), walk.first = first, walk.winners = winners;
  walk.waiting.count = 0;
  memset(&walk.marks, 0, sizeof walk.marks);
  for (uint32_t start = 0; start < count; start += STRIP) {
    const uint32_t trials = count - start < STRIP ? count - start : STRIP;
    walk.start = start, walk.counting = 0;
    for (uint32_t v = 0; v < STRIP_BITS; v++)
      walk.wanted[v] = trials >= 64 * v + 64 ? ~(uint64_t)0 : trials <= 64 * v ? 0 : ((uint64_t)1 << trials % 64) - 1;
    for (uint32_t at = 0, end = 0; at < group->contests; at = end) {
      while (end < group->contests && group->contest[end].draw >> 2 == group->contest[at].draw >> 2) end++;
      draw_quad(&walk, at, end, trials, wins);
    }
  }
  add_up(&walk, STRIP);
}

TARGET void lottery_count_left_avx512(const lottery_contest *contest, uint32_t count, const uint16_t *const *rows,
                                      uint32_t row_count, uint16_t *left) {
  // Who ties, a bit for each seat: an instruction finds the 16 bits of a seat, another shifts its own down.
  uint16_t ties[LOTTERY_LEFT_SEATS / 16] = {0};
  const uint16_t *firms = contest->firms;
  for (uint32_t place = 0; place < contest->size; place++) ties[firms[place] / 16] |= (uint16_t)(1u << firms[place] % 16);
  const vec low = _mm512_loadu_si512(ties), high = _mm512_loadu_si512(ties + 32);
  for (uint32_t i = 0; i < count; i += 32) {
    vec sum = _mm512_set1_epi16((short)contest->size);
    for (uint32_t row = 0; row < row_count; row++) {
      const vec seat = _mm512_loadu_si512(rows[row] + i);
      const vec bits = _mm512_permutex2var_epi16(low, _mm512_srli_epi16(seat, 4), high);
      const vec tied = _mm512_srlv_epi16(bits, _mm512_and_si512(seat, _mm512_set1_epi16(15)));
      sum = _mm512_sub_epi16(sum, _mm512_and_si512(tied, _mm512_set1_epi16(1)));
    }
    _mm512_storeu_si512(left + i, sum);
  }
}
#endif
