// The same as narrow.h for seats of two bytes.
#define SEAT uint16_t
#define NOBODY 65535u
#define IS_WIDE 1
#define NAME(x) LOTTERY_PASTE(x, _wide)
#include LOTTERY_BODY
#undef SEAT
#undef NOBODY
#undef IS_WIDE
#undef NAME
