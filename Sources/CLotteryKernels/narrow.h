// Includes LOTTERY_BODY for seats of one byte: SEAT is the type of a seat, NOBODY its last value, NAME(x) a name of that
// width. Without a guard, as each user has a body of its own.
#define SEAT uint8_t
#define NOBODY 255u
#define IS_WIDE 0
#define NAME(x) LOTTERY_PASTE(x, _narrow)
#include LOTTERY_BODY
#undef SEAT
#undef NOBODY
#undef IS_WIDE
#undef NAME
