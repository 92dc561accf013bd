#include "program_arguments.h"

static int count;
static char **values;

__attribute__((constructor)) static void keep(int argc, char **argv, char **environment) {
  (void)environment;
  count = argc;
  values = argv;
}

int program_arguments_count(void) { return values ? count : 0; }

const char *program_arguments_at(int place) { return values[place]; }
