// The header is all that there is: Swift needs a source to build a module of.
#include "arrow_c_data.h"
