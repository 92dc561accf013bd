/*
 * juchu.h: the engine of juchu (受注) for programs in other languages.
 *
 * A call runs one command of the program `juchu` and gives what it would have printed: the same options, the same figures,
 * the same errors. Inputs are files, or tables in memory handed over as Arrow streams; results are Arrow streams, and the
 * forms of the program: JSON, text, Markdown, CSV, HTML, XLSX, SVG.
 *
 *     juchu_call *call = juchu_call_new();
 *     juchu_result *result = NULL;
 *     juchu_call_add_frame(call, "<ledger>", &stream);
 *     if (juchu_call_run(call, "tables", "{\"inputs\": [\"<ledger>\"]}", &result) >= 64)
 *       puts(juchu_result_report(result));
 *     juchu_result_free(result);
 *     juchu_call_free(call);
 *
 * Threads. There is no state but that of calls: any number of them may run at once. A call runs once and on one thread; only
 * juchu_call_cancel and juchu_call_progress may be called beside it. A result may be read by one thread at a time.
 *
 * Processes. Nothing is written to standard output or standard error and no signal is touched. A child that was forked after
 * the first call has no threads of its own: juchu_call_new gives NULL there, and juchu_call_run JUCHU_INTERNAL. Start such
 * children with exec (in Python: the method "spawn").
 *
 * Memory. Whatever juchu gives stays its own until it is freed by the function that is named with it. Streams follow the
 * rules of Arrow's C stream interface: who holds a stream releases it.
 *
 * Versions. JUCHU_ABI changes with every change that a program which was built against this header would notice.
 */
#ifndef JUCHU_H
#define JUCHU_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define JUCHU_ABI 1

/* Exit codes of the program; 64 and above are failures. */
#define JUCHU_DONE 0        /* the work is done */
#define JUCHU_FOUND 1       /* done, and something was found (audit, lottery verify, lottery test) */
#define JUCHU_UNDECIDED 2   /* done, and the answer is open */
#define JUCHU_USAGE 64      /* wrong options */
#define JUCHU_BAD_DATA 65   /* wrong, empty or unreadable data */
#define JUCHU_NO_INPUT 66   /* an input is missing or a directory */
#define JUCHU_INTERNAL 70   /* a fault of juchu, or a call that breaks the rules above */
#define JUCHU_EXISTS 73     /* an output exists already */
#define JUCHU_WRITE 74      /* an output cannot be written */
#define JUCHU_CANCELLED 75  /* juchu_call_cancel was called */

/* The structures of Arrow, as its specification writes them: include Arrow's own header first, or take these. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

#endif
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};

#endif

typedef struct juchu_call juchu_call;
typedef struct juchu_result juchu_result;

/* The version of this interface; a program compares it with the JUCHU_ABI of its header. */
int32_t juchu_abi(void);

/* The version of juchu, as `juchu --version` says it. Never freed. */
const char *juchu_version(void);

/* A call that has not run; NULL in a child that was forked after the first call. */
juchu_call *juchu_call_new(void);

/*
 * Takes a table in memory over, whatever happens: the stream is read to its end and released. The name is what options and
 * errors call it; one that no file has, such as "<ledger>", is best. A stream that cannot be read is told by juchu_call_run.
 * Strings of all layouts, dictionaries, integers, floats, decimals, booleans, dates, times and timestamps are read; columns
 * of other types may be there and may not be used. Values are not copied.
 */
int32_t juchu_call_add_frame(juchu_call *call, const char *name, struct ArrowArrayStream *stream);

/*
 * Runs a command, as in "tables" or "lottery incidence". Options are a JSON object: "inputs" are the arguments of the command
 * line, a text or a list of them; every other member is the option of its name (`local-subtotal` or `local_subtotal`), true
 * for a flag, a list for an option that may be given several times. Gives the exit code, and always a result, which has to be
 * freed.
 */
int32_t juchu_call_run(juchu_call *call, const char *command, const char *options, juchu_result **result);

/*
 * Asks a running call to stop, from any thread; one that has not begun stops at once. Reading stops at the next block,
 * simulations, resamples and tests at the next few trials, and nothing is written; a group that is being solved exactly is
 * solved to its end.
 */
void juchu_call_cancel(juchu_call *call);

/* The part of the work that is done, from 0 to 1; -1 where it is not known. */
double juchu_call_progress(const juchu_call *call);

/* Frees a call that does not run. */
void juchu_call_free(juchu_call *call);

/*
 * What became of a call, as JSON: {"status", "remarks": [texts], "failure": null or {"code", "kind", "file", "line" or "row",
 * "column": {"number", "name"}, "message": {"ja", "en"}}}; the rows of frames are counted from 1. Freed with the result.
 */
const char *juchu_result_report(juchu_result *result);

/*
 * A result in a form: json, text, markdown, csv, html, xlsx, fragment (the tables of the page alone), svg (its first chart)
 * or raw (the bytes of a command that writes bytes); in ja or en, NULL for the language of the call. Gives 0, or JUCHU_USAGE
 * where the result has no such form. The bytes end with a zero that is not counted, and are freed by juchu_free.
 */
int32_t juchu_result_render(juchu_result *result, const char *format, const char *language, char **bytes, size_t *size);

/* The rows of a result, those of its CSV, as a stream of record batches. Gives 0, or JUCHU_USAGE where there are none. */
int32_t juchu_result_stream(juchu_result *result, struct ArrowArrayStream *out);

/* Frees a result. */
void juchu_result_free(juchu_result *result);

/* Frees bytes of juchu_result_render. */
void juchu_free(void *bytes);

/* How many calls, results and streams of results were given and are not yet freed: 0 where a program has kept none. */
int64_t juchu_live(void);

#ifdef __cplusplus
}
#endif

#endif
