// R vectors as Arrow arrays, without nanoarrow: numbers and days where they are, texts and nulls written anew.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "juchu.h"
#define R_NO_REMAP
#include <R.h>
#include <R_ext/Rdynload.h>
#include <Rinternals.h>

typedef struct { SEXP frame; int done; } source;
typedef struct { const void *buffers[3]; void *owned[3]; } column;

static int is_day(SEXP vector) { return TYPEOF(vector) == INTSXP && Rf_inherits(vector, "Date"); }

static void release_schema(struct ArrowSchema *schema) {
  for (int64_t i = 0; i < schema->n_children; i++) {
    if (schema->children[i]->release != NULL) schema->children[i]->release(schema->children[i]);
    free(schema->children[i]);
  }
  free(schema->children);
  free((void *)schema->name);
  memset(schema, 0, sizeof *schema);
}

static void set_schema(struct ArrowSchema *schema, const char *format, const char *name) {
  memset(schema, 0, sizeof *schema);
  schema->format = format;
  schema->name = strdup(name);
  schema->flags = ARROW_FLAG_NULLABLE;
  schema->release = release_schema;
}

static const char *format_of(SEXP vector) {
  switch (TYPEOF(vector)) {
    case STRSXP: return "U";
    case REALSXP: return "g";
    case LGLSXP: return "i";
    default: return is_day(vector) ? "tdD" : "i";
  }
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  SEXP frame = ((source *)stream->private_data)->frame, names = Rf_getAttrib(frame, R_NamesSymbol);
  set_schema(out, "+s", "");
  out->n_children = XLENGTH(frame);
  out->children = calloc(out->n_children + 1, sizeof *out->children);
  for (int64_t i = 0; i < out->n_children; i++) {
    out->children[i] = malloc(sizeof **out->children);
    set_schema(out->children[i], format_of(VECTOR_ELT(frame, i)), Rf_translateCharUTF8(STRING_ELT(names, i)));
  }
  return 0;
}

static void release_array(struct ArrowArray *array) {
  for (int64_t i = 0; i < array->n_children; i++) {
    if (array->children[i]->release != NULL) array->children[i]->release(array->children[i]);
    free(array->children[i]);
  }
  free(array->children);
  column *data = array->private_data;
  for (int i = 0; i < 3; i++) free(data->owned[i]);
  free(data);
  memset(array, 0, sizeof *array);
}

static void set_array(struct ArrowArray *array, int64_t length, int64_t buffers) {
  memset(array, 0, sizeof *array);
  column *data = calloc(1, sizeof *data);
  array->length = length;
  array->n_buffers = buffers;
  array->buffers = data->buffers;
  array->private_data = data;
  array->release = release_array;
}

static void set_column(struct ArrowArray *array, SEXP vector) {
  int64_t length = XLENGTH(vector);
  set_array(array, length, TYPEOF(vector) == STRSXP ? 3 : 2);
  column *data = array->private_data;
  uint8_t *valid = calloc(length / 8 + 1, 1);
  data->buffers[0] = data->owned[0] = valid;
  if (TYPEOF(vector) == STRSXP) {
    int64_t *offsets = calloc(length + 1, sizeof *offsets);
    size_t size = 0;
    for (int64_t i = 0; i < length; i++) size += LENGTH(STRING_ELT(vector, i));
    char *bytes = malloc(size + 1);
    for (int64_t i = 0; i < length; i++) {
      SEXP text = STRING_ELT(vector, i);
      int64_t count = text == NA_STRING ? 0 : LENGTH(text);
      memcpy(bytes + offsets[i], CHAR(text), count);
      offsets[i + 1] = offsets[i] + count;
      if (text != NA_STRING) valid[i / 8] |= 1 << i % 8;
    }
    data->buffers[1] = data->owned[1] = offsets;
    data->buffers[2] = data->owned[2] = bytes;
    array->null_count = -1;
    return;
  }
  for (int64_t i = 0; i < length; i++) {
    int is_missing = TYPEOF(vector) == REALSXP ? ISNAN(REAL(vector)[i]) : INTEGER(vector)[i] == NA_INTEGER;
    if (!is_missing) valid[i / 8] |= 1 << i % 8;
  }
  array->null_count = -1;
  data->buffers[1] = TYPEOF(vector) == REALSXP ? (void *)REAL(vector) : (void *)INTEGER(vector);
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  source *from = stream->private_data;
  memset(out, 0, sizeof *out);
  if (from->done++) return 0;
  int64_t count = XLENGTH(from->frame);
  set_array(out, count > 0 ? XLENGTH(VECTOR_ELT(from->frame, 0)) : 0, 1);
  out->n_children = count;
  out->children = calloc(count + 1, sizeof *out->children);
  for (int64_t i = 0; i < count; i++) {
    out->children[i] = malloc(sizeof **out->children);
    set_column(out->children[i], VECTOR_ELT(from->frame, i));
  }
  return 0;
}

static const char *no_error(struct ArrowArrayStream *stream) { (void)stream; return NULL; }

static void release_stream(struct ArrowArrayStream *stream) {
  free(stream->private_data);
  memset(stream, 0, sizeof *stream);
}

static void finish(SEXP handle) {
  juchu_result_free(R_ExternalPtrAddr(handle));
  R_ClearExternalPtr(handle);
}

// The frames are arguments of this call, and so stay where they are until it ends.
static SEXP run(SEXP command, SEXP options, SEXP frames, SEXP names) {
  juchu_call *call = juchu_call_new();
  if (call == NULL) Rf_error("this process was forked after juchu had worked in its parent");
  for (R_xlen_t i = 0; i < XLENGTH(frames); i++) {
    source *from = calloc(1, sizeof *from);
    from->frame = VECTOR_ELT(frames, i);
    struct ArrowArrayStream stream = {get_schema, get_next, no_error, release_stream, from};
    juchu_call_add_frame(call, CHAR(STRING_ELT(names, i)), &stream);
  }
  juchu_result *result = NULL;
  int32_t status = juchu_call_run(
    call, CHAR(STRING_ELT(command, 0)), Rf_translateCharUTF8(STRING_ELT(options, 0)), &result);
  juchu_call_free(call);
  const char *keys[] = {"status", "handle", "report", ""};
  SEXP answer = PROTECT(Rf_mkNamed(VECSXP, keys));
  SET_VECTOR_ELT(answer, 0, Rf_ScalarInteger(status));
  SEXP handle = R_MakeExternalPtr(result, R_NilValue, R_NilValue);
  SET_VECTOR_ELT(answer, 1, handle);
  R_RegisterCFinalizer(handle, finish);
  const char *report = juchu_result_report(result);
  SET_VECTOR_ELT(answer, 2, Rf_ScalarString(Rf_mkCharCE(report == NULL ? "" : report, CE_UTF8)));
  UNPROTECT(1);
  return answer;
}

static SEXP render(SEXP handle, SEXP format, SEXP language) {
  char *bytes = NULL;
  size_t size = 0;
  const char *chosen = Rf_isNull(language) ? NULL : CHAR(STRING_ELT(language, 0));
  if (juchu_result_render(R_ExternalPtrAddr(handle), CHAR(STRING_ELT(format, 0)), chosen, &bytes, &size) != 0)
    Rf_error("the result has no such form");
  SEXP text = PROTECT(Rf_ScalarString(Rf_mkCharLenCE(bytes, (int)size, CE_UTF8)));
  juchu_free(bytes);
  UNPROTECT(1);
  return text;
}

static const R_CallMethodDef methods[] = {
  {"C_juchu_run", (DL_FUNC)&run, 4}, {"C_juchu_render", (DL_FUNC)&render, 3}, {NULL, NULL, 0}};

void R_init_juchu(DllInfo *info) {
  R_registerRoutines(info, NULL, methods, NULL, NULL);
  R_useDynamicSymbols(info, FALSE);
}
