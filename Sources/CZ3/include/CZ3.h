// Z3's C interface: exact integer feasibility for the audit of printed tables. The library is loaded when it is first called.
#pragma once
#pragma GCC visibility push(hidden)
#include <z3.h>
#pragma GCC visibility pop
