// Draws of groups of more than LOTTERY_NARROW firms with AVX-512, a strip of 256 trials at a time. Words never leave the
// registers: picks do, two bytes a trial, and the few trials that need more work their word out again.
//
// Those few end in branches that are guessed wrong, after which the processor begins anew; so what does not depend on them,
// the firms at the picks of the next contest, stands before them.
#if defined(__x86_64__)
#include "avx512.h"

#define LOTTERY_BODY "trial.h"
#include "wide.h"

enum { STRIP = 8 * STEP, STRIP_VECTORS = STRIP / 32, STRIP_BITS = STRIP / 64, DIGITS = 3 };

// The draws of a quad in a strip, by lane: their picks by digit and a bit for each trial whose word is rejected, or their
// words where picks do not tell.
typedef struct {
  _Alignas(64) uint16_t pick[4][DIGITS][STRIP];
  uint32_t word[4][STRIP];
  uint64_t rejected[4][STRIP_BITS];
  // The contests whose picks tell, else NULL, and whether the word is kept.
  const lottery_contest *plain[4];
  uint8_t keeps_word[4];
} quad_picks;

// Where the draws stand, strip by strip and quad by quad.
typedef struct {
  const lottery_group *group;
  keys schedule;
  lane_products lanes;
  // The trial of the first column, the column at which the strip begins, and the trials of the strip that are wanted.
  uint64_t first;
  uint32_t start, trials;
  uint16_t *winners, *wins;
  // The rows of the contests so far whose winners are left out.
  const uint16_t *rows[LOTTERY_CONTESTS];
  uint32_t counting;
  quad_picks picks;
  // The winners of the last quad in a whole strip, which are added up beside the words of the next.
  lottery_backlog *waiting;
  marks_wide marks;
} walk;

// The winners of a contest from the first column of the strip.
static inline uint16_t *row_of(const walk *walk, uint32_t at) { return walk->winners + at * LOTTERY_BLOCK + walk->start; }

// Which trial of a step has which lane of which vector: so upper halves pack in the order of the trials.
static const uint8_t lane_trial[8] = {0, 2, 8, 10, 16, 18, 24, 26}, vector_trial[STEP_VECTORS] = {0, 1, 4, 5};

// The trial of a strip that has a lane of a step, vector by vector.
static inline uint32_t trial_of(uint32_t step, uint32_t lane) {
  return step * STEP + lane_trial[lane % 8] + vector_trial[lane / 8];
}

// The upper halves of two products side by side.
TARGET static inline vec join(vec even, vec odd) { return _mm512_mask_shuffle_epi32(odd, 0x5555, even, _MM_PERM_DDBB); }

// The upper halves of the products of a step, below 2^16.
TARGET static inline vec pack(const vec product[STEP_VECTORS]) {
  return _mm512_packus_epi32(join(product[0], product[1]), join(product[2], product[3]));
}

// The words of one draw in a step.
TARGET static inline void store_words(uint32_t words[STEP], const vec word[STEP_VECTORS]) {
  const vec ones = _mm512_mask_shuffle_epi32(word[0], 0xAAAA, word[1], _MM_PERM_CCAA);
  const vec fives = _mm512_mask_shuffle_epi32(word[2], 0xAAAA, word[3], _MM_PERM_CCAA);
  const vec lower = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11), upper = _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15);
  _mm512_storeu_si512(words, _mm512_permutex2var_epi64(ones, lower, fives));
  _mm512_storeu_si512(words + 16, _mm512_permutex2var_epi64(ones, upper, fives));
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
  for (uint32_t j = 0; j < STEP; j++)
    rejected[trial_of(step, j) / 64] |= (uint64_t)((uint32_t)left[j] < contest->threshold) << trial_of(step, j) % 64;
}

// The draws of a quad in some steps, each beside the winners of half a waiting row where some are to be counted.
TARGET_INLINE void pick_steps(walk *walk, const quad_start *start, uint32_t from, uint32_t to, int counts) {
  quad_picks *picks = &walk->picks;
  for (uint32_t step = from; step < to; step++) {
    const uint32_t at = step * STEP_COUNTED / STRIP, column = step * STEP_COUNTED % STRIP;
    vec words[4][STEP_VECTORS];
    words_of_step(&walk->schedule, start, (uint32_t)walk->first + walk->start + step * STEP, &walk->lanes, words,
                  counts ? walk->waiting->row[at] + column : NULL, counts ? walk->waiting->wins[at] : NULL);
#pragma clang loop unroll(full)
    for (int lane = 0; lane < 4; lane++) {
      if (picks->plain[lane]) pick_step(picks->plain[lane], words[lane], step, picks->pick[lane], picks->rejected[lane]);
      if (picks->keeps_word[lane]) store_words(picks->word[lane] + step * STEP, words[lane]);
    }
  }
}

// Not inlined, or the compiler would share the rounds between both and count outside of them.
TARGET __attribute__((noinline)) static void pick_and_count(walk *walk, const quad_start *start, uint32_t steps) {
  pick_steps(walk, start, 0, steps, 1);
}

// The picks of the contests of a quad in a strip.
TARGET static void pick_quad(walk *walk, uint32_t from, uint32_t to) {
  const lottery_contest *contest = walk->group->contest;
  const quad_start start = start_of(&walk->schedule, contest[from].draw >> 2, trial_high(walk->group, walk->first));
  const uint32_t steps = walk->waiting->count * STRIP / STEP_COUNTED;
  quad_picks *picks = &walk->picks;
  for (int lane = 0; lane < 4; lane++) picks->plain[lane] = NULL, picks->keeps_word[lane] = 0;
  for (uint32_t at = from; at < to; at++) {
    if (is_plain_wide(&contest[at]))
      picks->plain[contest[at].draw & 3] = &contest[at];
    else
      picks->keeps_word[contest[at].draw & 3] = contest[at].size >= 2;
  }
  memset(picks->rejected, 0, sizeof picks->rejected);
  pick_and_count(walk, &start, steps);
  pick_steps(walk, &start, steps, STRIP / STEP, 0);
  walk->waiting->count = 0;
}

// The firms at the picks of a strip. Tables of up to LOTTERY_SPLIT firms are searched 64 at a time, byte by byte, longer
// ones trial by trial.
TARGET static void look_up(const lottery_contest *contest, const uint16_t *pick, uint16_t *row) {
  enum { PAIRS = STRIP / 64 };
  const uint16_t *firms = contest->firms;
  if (contest->size > LOTTERY_SPLIT) {
    for (uint32_t i = 0; i < STRIP; i++) row[i] = firms[pick[i]];
    return;
  }
  const uint8_t *lower = contest->split, *upper = lower + LOTTERY_SPLIT;
  // Of 64 trials the chunk that holds their place, the place within, and the bytes of the firm.
  const vec byte = _mm512_set1_epi16(255);
  vec own[PAIRS], within[PAIRS], low[PAIRS], high[PAIRS];
  for (int p = 0; p < PAIRS; p++) {
    const vec one = _mm512_load_si512(pick + 64 * p), two = _mm512_load_si512(pick + 64 * p + 32);
    own[p] = _mm512_packus_epi16(_mm512_srli_epi16(one, 6), _mm512_srli_epi16(two, 6));
    within[p] = _mm512_packus_epi16(_mm512_and_si512(one, byte), _mm512_and_si512(two, byte));
    // The others are replaced by theirs.
    low[p] = _mm512_permutexvar_epi8(within[p], _mm512_loadu_si512(lower));
    high[p] = _mm512_permutexvar_epi8(within[p], _mm512_loadu_si512(upper));
  }
  for (uint32_t chunk = 1; chunk * 64 < contest->size; chunk++) {
    const vec lows = _mm512_loadu_si512(lower + chunk * 64), highs = _mm512_loadu_si512(upper + chunk * 64);
    const vec number = _mm512_set1_epi8((char)chunk);
    for (int p = 0; p < PAIRS; p++) {
      const __mmask64 is_own = _mm512_cmpeq_epi8_mask(own[p], number);
      low[p] = _mm512_mask_permutexvar_epi8(low[p], is_own, within[p], lows);
      high[p] = _mm512_mask_permutexvar_epi8(high[p], is_own, within[p], highs);
    }
  }
  // Unpacks in the order in which places were packed.
  for (int p = 0; p < PAIRS; p++) {
    _mm512_storeu_si512(row + 64 * p, _mm512_unpacklo_epi8(low[p], high[p]));
    _mm512_storeu_si512(row + 64 * p + 32, _mm512_unpackhi_epi8(low[p], high[p]));
  }
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

// The firms at the first picks of a contest, where it has such; those behind the quad have none.
TARGET static void look_up_first(const walk *walk, uint32_t at, uint32_t to) {
  const uint32_t lane = at < to ? walk->group->contest[at].draw & 3 : 0;
  if (at < to && walk->picks.plain[lane]) look_up(walk->picks.plain[lane], walk->picks.pick[lane][0], row_of(walk, at));
}

// Finds in which trials the first pick of a contest, which is looked up, has won before; where many have, the next ones are
// tried in all trials at once; then few are open. How many digits are used up.
TARGET static uint32_t draw_plainly(const walk *walk, uint32_t at, uint32_t earlier, uint64_t open[STRIP_BITS]) {
  const lottery_contest *contest = &walk->group->contest[at];
  uint16_t *row = row_of(walk, at), other[STRIP];
  uint32_t digit = 1;
  won_before(walk, row, earlier, open);
  for (; digit < contest->digits && earlier * 32 >= contest->size; digit++) {
    look_up(contest, walk->picks.pick[contest->draw & 3][digit], other);
    for (int v = 0; v < STRIP_VECTORS; v++)
      _mm512_mask_storeu_epi16(row + 32 * v, (uint32_t)(open[v / 2] >> v % 2 * 32), _mm512_loadu_si512(other + 32 * v));
    won_before(walk, row, earlier, open);
  }
  return digit;
}

// The winner of a trial of a strip whose first picks have won before, or whose word is rejected: then all its digits are
// used up.
static inline uint16_t draw_again(walk *walk, uint32_t at, uint32_t earlier, uint32_t i, uint32_t used) {
  const lottery_contest *contest = &walk->group->contest[at];
  const uint16_t *firms = contest->firms, (*pick)[STRIP] = walk->picks.pick[contest->draw & 3];
  const uint32_t column = walk->start + i;
  for (uint32_t digit = used; digit < contest->digits; digit++) {
    const uint16_t firm = firms[pick[digit][i]];
    uint32_t has_won = 0;
    for (uint32_t row = 0; row < earlier; row++) has_won |= walk->rows[row][column] == firm;
    if (!has_won) return firm;
  }
  const uint64_t trial = walk->first + column;
  uint32_t counter[4] = {0, contest->draw >> 2, (uint32_t)trial, trial_high(walk->group, trial)}, words[4];
  philox(counter, walk->group->key, words);
  return draw_one_wide(walk->group, at, trial, walk->winners, column, words[contest->draw & 3], &walk->marks);
}

// The winners of a contest in the trials of a strip that are open and wanted, or whose word is rejected.
static void draw_open(walk *walk, uint32_t at, uint32_t earlier, uint64_t open[STRIP_BITS], uint32_t used) {
  const uint64_t *rejected = walk->picks.rejected[walk->group->contest[at].draw & 3];
  uint16_t *row = row_of(walk, at);
  uint32_t some = 0;
  for (uint32_t v = 0; v < STRIP_BITS; v++) {
    open[v] |= rejected[v];
    if (walk->trials < 64 * v + 64) open[v] &= walk->trials <= 64 * v ? 0 : ((uint64_t)1 << walk->trials % 64) - 1;
    some |= (uint32_t)(open[v] != 0) << v;
  }
  // One loop over all bits: its end is guessed wrong once a strip.
  while (some) {
    const uint32_t v = (uint32_t)__builtin_ctz(some), j = (uint32_t)__builtin_ctzll(open[v]);
    open[v] &= open[v] - 1;
    some &= ~((uint32_t)(open[v] == 0) << v);
    row[v * 64 + j] = draw_again(walk, at, earlier, v * 64 + j, rejected[v] >> j & 1 ? DIGITS : used);
  }
}

// The winners of any contest in a strip, one by one. Where fewer than two tie no word was kept, and none is read.
static void draw_slowly(walk *walk, uint32_t at) {
  const uint32_t *word = walk->picks.word[walk->group->contest[at].draw & 3];
  for (uint32_t i = 0; i < walk->trials; i++)
    row_of(walk, at)[i] = draw_one_wide(walk->group, at, walk->first + walk->start + i, walk->winners, walk->start + i,
                                        word[i], &walk->marks);
}

// The contests of a quad in a strip.
TARGET static void draw_quad(walk *walk, uint32_t from, uint32_t to) {
  const lottery_contest *contest = walk->group->contest;
  pick_quad(walk, from, to);
  walk->waiting->trials = walk->trials;
  look_up_first(walk, from, to);
  for (uint32_t at = from; at < to; at++) {
    const uint32_t earlier = contest[at].excludes ? walk->counting : 0;
    if (walk->picks.plain[contest[at].draw & 3]) {
      uint64_t open[STRIP_BITS];
      const uint32_t used = draw_plainly(walk, at, earlier, open);
      look_up_first(walk, at + 1, to);
      draw_open(walk, at, earlier, open, used);
    } else {
      look_up_first(walk, at + 1, to);
      draw_slowly(walk, at);
    }
    if (contest[at].counts) walk->rows[walk->counting++] = walk->winners + at * LOTTERY_BLOCK;
    if (!counts_along_wide(walk->group, &contest[at])) continue;
    walk->waiting->row[walk->waiting->count] = row_of(walk, at);
    walk->waiting->wins[walk->waiting->count++] = walk->wins + contest[at].offset;
  }
  if (walk->trials < STRIP) lottery_add_up(walk->waiting);
}

TARGET void lottery_draw_avx512_wide(const lottery_group *group, uint64_t first, uint32_t count, uint16_t *winners,
                                     uint16_t *wins, lottery_backlog *waiting) {
  walk walk;
  walk.group = group, walk.schedule = schedule_of(group), walk.first = first, walk.winners = winners, walk.wins = wins;
  walk.waiting = waiting;
  clear_wide(group, &walk.marks);
  walk.lanes = products_of(_mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)lane_trial)), vector_trial);
  for (walk.start = 0; walk.start < count; walk.start += STRIP) {
    walk.trials = count - walk.start < STRIP ? count - walk.start : STRIP;
    walk.counting = 0;
    for (uint32_t at = 0, end = 0; at < group->contests; at = end) {
      while (end < group->contests && group->contest[end].draw >> 2 == group->contest[at].draw >> 2) end++;
      draw_quad(&walk, at, end);
    }
  }
}
#endif
