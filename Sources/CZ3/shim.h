// Z3's C interface: exact integer feasibility for the audit of printed tables.
#pragma once
#include <z3.h>
