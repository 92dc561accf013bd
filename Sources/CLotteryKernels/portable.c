#include <string.h>

#include "paths.h"
#include "philox.h"

#define LOTTERY_BODY "portable.h"
#include "widths.h"
