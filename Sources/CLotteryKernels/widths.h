// Includes LOTTERY_BODY for both widths: see narrow.h.
#include "narrow.h"
#include "wide.h"
#undef LOTTERY_BODY
