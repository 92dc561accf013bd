// Conditional probabilities of a tile of contests in a block of trials, for one path and width: TARGET, PATH, and units of
// counts.
//
// Trial by trial, eight contests at a time: how many who tie have won before, what then falls to each that is left, and who
// gets it less. The rows of the tile itself, of which not all contests see all, are so many that the compiler knows.
TARGET __attribute__((always_inline)) static inline void NAME(PATH(condition_rows))(
    const lottery_tile *tile, uint32_t count, const SEAT *const *rows, const int64_t *unit, lottery_lanes *less,
    int64_t *all, const uint32_t own_rows) {
  const lottery_counts *ties = (const lottery_counts *)tile->ties;
  const uint32_t shared_rows = tile->least;
  const SEAT *own[LOTTERY_LANES];
  lottery_counts size, seen_counts[LOTTERY_LANES];
  lottery_lanes seen[LOTTERY_LANES], sum = {0};
  for (uint32_t lane = 0; lane < LOTTERY_LANES; lane++) {
    // Of a contest that is not worked out here none is left, and the unit of 0 is 0.
    size[lane] = tile->earlier[lane] > 0 ? (uint16_t)tile->contest[lane].size : 0;
    for (uint32_t row = 0; row < own_rows; row++) {
      const int is_before = tile->earlier[lane] > shared_rows + row;
      seen[row][lane] = -is_before, seen_counts[row][lane] = (uint16_t)-is_before;
    }
  }
  for (uint32_t row = 0; row < own_rows; row++) own[row] = rows[shared_rows + row];
  const lottery_counts works_out = (lottery_counts)(size != 0);
  for (uint32_t i = 0; i < count; i++) {
    lottery_counts won = {0};
    lottery_lanes each;
    uint32_t seat[LOTTERY_LANES];
    for (uint32_t row = 0; row < shared_rows; row++) won += ties[rows[row][i]];
#pragma clang loop unroll(full)
    for (uint32_t row = 0; row < own_rows; row++) {
      seat[row] = own[row][i];
      won += ties[seat[row]] & seen_counts[row];
    }
    PATH(units)(unit, size - (won & works_out), &each);
    sum += each;
    for (uint32_t row = 0; row < shared_rows; row++) less[rows[row][i]] -= each;
#pragma clang loop unroll(full)
    for (uint32_t row = 0; row < own_rows; row++) less[seat[row]] -= each & seen[row];
  }
  for (uint32_t lane = 0; lane < LOTTERY_LANES; lane++)
    if (tile->earlier[lane] > 0) all[lane] += sum[lane];
}

TARGET void NAME(PATH(lottery_condition))(const lottery_tile *tile, uint32_t count, const SEAT *const *rows,
                                          const int64_t *unit, int64_t *less, int64_t *all) {
  lottery_lanes *lanes = (lottery_lanes *)less;
  // Before the last contest of a tile stand the others at most.
  _Static_assert(LOTTERY_LANES == 8, "as many cases as contests");
  switch (tile->most - tile->least) {
    case 0: return NAME(PATH(condition_rows))(tile, count, rows, unit, lanes, all, 0);
    case 1: return NAME(PATH(condition_rows))(tile, count, rows, unit, lanes, all, 1);
    case 2: return NAME(PATH(condition_rows))(tile, count, rows, unit, lanes, all, 2);
    case 3: return NAME(PATH(condition_rows))(tile, count, rows, unit, lanes, all, 3);
    case 4: return NAME(PATH(condition_rows))(tile, count, rows, unit, lanes, all, 4);
    case 5: return NAME(PATH(condition_rows))(tile, count, rows, unit, lanes, all, 5);
    case 6: return NAME(PATH(condition_rows))(tile, count, rows, unit, lanes, all, 6);
    default: return NAME(PATH(condition_rows))(tile, count, rows, unit, lanes, all, 7);
  }
}
