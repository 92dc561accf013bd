// A ledger is made, handed on as an Arrow stream, and counted: nothing is written and nothing read twice.
//
//     cc -I Sources/CJuchu/include example.c -L .build/debug -lCJuchu -o example && ./example fixtures/kawasaki_table1.csv
#include <stdio.h>
#include <stdlib.h>
#include "juchu.h"

static juchu_result *run(const char *command, const char *options, struct ArrowArrayStream *ledger) {
  juchu_call *call = juchu_call_new();
  juchu_result *result = NULL;
  if (ledger != NULL) juchu_call_add_frame(call, "<ledger>", ledger);
  int32_t status = juchu_call_run(call, command, options, &result);
  juchu_call_free(call);
  if (status < JUCHU_USAGE) return result;
  fprintf(stderr, "%s", juchu_result_report(result));
  exit(status);
}

int main(int count, char **arguments) {
  if (count != 2 || juchu_abi() != JUCHU_ABI) return JUCHU_USAGE;
  char options[4096];
  snprintf(options, sizeof options, "{\"table\": \"%s\", \"seed\": 7}", arguments[1]);
  juchu_result *made = run("synthesize ledger", options, NULL);
  struct ArrowArrayStream ledger;
  if (juchu_result_stream(made, &ledger) != 0) return JUCHU_INTERNAL;
  juchu_result_free(made);

  juchu_result *table = run("tables", "{\"inputs\": \"<ledger>\", \"lang\": \"ja\"}", &ledger);
  char *text = NULL;
  size_t size = 0;
  if (juchu_result_render(table, "text", NULL, &text, &size) != 0) return JUCHU_INTERNAL;
  fwrite(text, 1, size, stdout);
  juchu_free(text);
  juchu_result_free(table);
  return JUCHU_DONE;
}
