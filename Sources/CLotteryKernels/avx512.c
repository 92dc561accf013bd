// Draws of groups of up to LOTTERY_NARROW firms with AVX-512, 64 trials at a time: see tile.h.
#if defined(__x86_64__)
#include "avx512.h"

#define DRAW lottery_draw_avx512
#define HAS_FIRST_FREE_NARROW

enum { TILE = 64, VECTORS = 8, STRIP = 4 };

#define ALL_TRIALS (~(uint64_t)0 >> (64 - TILE))

typedef __m512i seats_narrow;

TARGET static void fill_words(const keys *schedule, uint32_t quad, uint32_t trial, uint32_t high,
                              vec words[4][VECTORS]) {
  const quad_start start = start_of(schedule, quad, high);
  const uint8_t vectors[STEP_VECTORS] = {0, 8, 16, 24};
  const lane_products lanes = products_of(_mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7), vectors);
  for (uint32_t v = 0; v < VECTORS; v += STEP_VECTORS) {
    vec step[4][STEP_VECTORS];
    words_of_step(schedule, &start, trial + 8 * v, &lanes, step, NULL, NULL);
    for (int lane = 0; lane < 4; lane++)
      for (int k = 0; k < STEP_VECTORS; k++) words[lane][v + k] = step[lane][k];
  }
}

TARGET static inline int any_below(const vec *product, uint32_t bound) {
  vec least = product[0];
  for (int v = 1; v < VECTORS; v++) least = _mm512_min_epu32(least, product[v]);
  return _mm512_mask_cmplt_epu32_mask(0x5555, least, _mm512_set1_epi32((int)bound)) != 0;
}

// Byte 4 of every lane, in the order of the trials.
TARGET static inline seats_narrow pack_narrow(const vec *product) {
  const vec from = _mm512_broadcast_i32x4(_mm_setr_epi8(4, 12, 20, 28, 36, 44, 52, 60, 68, 76, 84, 92, 100, 108, 116, 124));
  vec packed = _mm512_permutex2var_epi8(product[0], from, product[1]);
  for (int v = 1; v < VECTORS / 2; v++)
    packed = _mm512_mask_mov_epi8(packed, (uint64_t)0xFFFF << 16 * v,
                                  _mm512_permutex2var_epi8(product[2 * v], from, product[2 * v + 1]));
  return packed;
}

// Up to 256 places.
TARGET static inline seats_narrow look_up_narrow(const lottery_contest *contest, seats_narrow places) {
  const uint8_t *firms = contest->firms;
  vec found = _mm512_permutex2var_epi8(_mm512_loadu_si512(firms), places, _mm512_loadu_si512(firms + 64));
  if (contest->size <= 128) return found;
  vec upper = _mm512_permutex2var_epi8(_mm512_loadu_si512(firms + 128), places, _mm512_loadu_si512(firms + 192));
  return _mm512_mask_mov_epi8(found, _mm512_movepi8_mask(places), upper);
}

// The picks of all digits beside one walk over the rows: branches on what is still open would be guessed wrong too often.
TARGET static inline seats_narrow first_free_narrow(const lottery_contest *contest, const seats_narrow *places,
                                                    uint32_t digits, const uint8_t *const *rows, uint32_t count,
                                                    uint32_t i, uint64_t *open) {
  const seats_narrow first = look_up_narrow(contest, places[0]), second = look_up_narrow(contest, places[1]);
  const seats_narrow third = digits == 3 ? look_up_narrow(contest, places[2]) : second;
  // A byte falls to 0 where a row has the same firm; cheaper than masks, row by row.
  vec one = _mm512_set1_epi8(1), two = one, three = one;
  for (uint32_t row = 0; row < count; row++) {
    const vec before = _mm512_loadu_si512(rows[row] + i);
    one = _mm512_min_epu8(one, _mm512_xor_si512(first, before));
    two = _mm512_min_epu8(two, _mm512_xor_si512(second, before));
    three = _mm512_min_epu8(three, _mm512_xor_si512(third, before));
  }
  const __mmask64 not_first = _mm512_testn_epi8_mask(one, one), not_second = _mm512_testn_epi8_mask(two, two);
  const __mmask64 neither = _kand_mask64(not_first, not_second);
  *open = _cvtmask64_u64(_mm512_mask_testn_epi8_mask(neither, three, three));
  return _mm512_mask_mov_epi8(_mm512_mask_mov_epi8(first, not_first, second), neither, third);
}

TARGET static inline void store_narrow(uint8_t *row, seats_narrow firms) { _mm512_storeu_si512(row, firms); }

#define LOTTERY_BODY "tile.h"
#include "narrow.h"
#undef LOTTERY_BODY

// Wins by place of narrow groups, 1,024 trials at once: bit planes of the seats, whose intersections say which trials a
// seat won. Its cost grows with the firms that tie and not with the trials.
TARGET void lottery_count_avx512(const lottery_contest *contest, uint32_t count, const uint8_t *row, uint16_t *wins) {
  enum { TILES = LOTTERY_BLOCK / TILE, HALVES = TILES / 8 };
  uint64_t plane[8][TILES], valid[TILES];
  vec low[8][HALVES], high[32][HALVES];
  for (uint32_t tile = 0; tile < TILES; tile++) {
    const uint32_t first = tile * TILE, trials = count <= first ? 0 : count - first < TILE ? count - first : TILE;
    const vec seats = trials > 0 ? _mm512_loadu_si512(row + first) : _mm512_setzero_si512();
    valid[tile] = trials == TILE ? ~(uint64_t)0 : ((uint64_t)1 << trials) - 1;
    for (int bit = 0; bit < 8; bit++)
      plane[bit][tile] = _cvtmask64_u64(_mm512_test_epi8_mask(seats, _mm512_set1_epi8((char)(1 << bit))));
  }
  // Intersections of the lower three planes, and of the upper five.
  for (int half = 0; half < HALVES; half++) {
    vec bit[8];
    for (int b = 0; b < 8; b++) bit[b] = _mm512_loadu_si512(plane[b] + 8 * half);
    low[0][half] = _mm512_set1_epi64(-1), high[0][half] = _mm512_loadu_si512(valid + 8 * half);
    for (int b = 0, size = 1; b < 3; b++, size *= 2) {
      for (int at = 0; at < size; at++) {
        low[size + at][half] = _mm512_and_si512(low[at][half], bit[b]);
        low[at][half] = _mm512_andnot_si512(bit[b], low[at][half]);
      }
    }
    for (int b = 3, size = 1; b < 8; b++, size *= 2) {
      for (int at = 0; at < size; at++) {
        high[size + at][half] = _mm512_and_si512(high[at][half], bit[b]);
        high[at][half] = _mm512_andnot_si512(bit[b], high[at][half]);
      }
    }
  }
  const uint8_t *firms = contest->firms;
  for (uint32_t place = 0; place <= contest->size; place++) {
    uint8_t seat = place < contest->size ? firms[place] : LOTTERY_NOBODY_NARROW;
    vec sum = _mm512_setzero_si512();
    for (int half = 0; half < HALVES; half++)
      sum = _mm512_add_epi64(sum, _mm512_popcnt_epi64(_mm512_and_si512(low[seat & 7][half], high[seat >> 3][half])));
    wins[place] += _mm512_reduce_add_epi64(sum);
  }
}

// The unit of each count.
TARGET static inline void units_avx512(const int64_t *unit, lottery_counts counts, lottery_lanes *units) {
  *units = (lottery_lanes)_mm512_i64gather_epi64(_mm512_cvtepu16_epi64((__m128i)counts), unit, 8);
}

#define PATH(x) LOTTERY_PASTE(x, _avx512)
#define LOTTERY_BODY "condition_tile.h"
#include "widths.h"
#endif
