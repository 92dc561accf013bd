// What a careless caller may do: null pointers, released and failing streams, broken options, calls that run twice, and
// calls from many threads of which some are stopped. Run under the address sanitizer by scripts/test-c.
#define _DEFAULT_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "juchu.h"

static const char *ledger_path, *bids_path;

static int32_t run(const char *command, const char *options) {
  juchu_call *call = juchu_call_new();
  juchu_result *result = NULL;
  int32_t status = juchu_call_run(call, command, options, &result);
  assert(result != NULL && juchu_result_report(result) != NULL);
  juchu_result_free(result);
  juchu_call_free(call);
  return status;
}

static int fail(struct ArrowArrayStream *stream, struct ArrowSchema *out) { (void)stream, (void)out; return EIO; }
static int no_batch(struct ArrowArrayStream *stream, struct ArrowArray *out) { (void)stream, (void)out; return EIO; }
static const char *reason(struct ArrowArrayStream *stream) { (void)stream; return "the cable is out"; }
static void release(struct ArrowArrayStream *stream) { stream->release = NULL; }

static void streams(void) {
  struct ArrowArrayStream failing = {fail, no_batch, reason, release, NULL};
  juchu_call *call = juchu_call_new();
  assert(juchu_call_add_frame(call, "<f>", &failing) == JUCHU_BAD_DATA && failing.release == NULL);
  assert(juchu_call_add_frame(call, "<f>", &failing) == JUCHU_BAD_DATA);
  juchu_result *result = NULL;
  assert(juchu_call_run(call, "tables", "{\"inputs\": [\"<f>\"]}", &result) == JUCHU_BAD_DATA);
  assert(strstr(juchu_result_report(result), "the cable is out") != NULL);
  juchu_result_free(result);
  juchu_call_free(call);
}

static void nulls(void) {
  juchu_call_free(NULL);
  juchu_call_cancel(NULL);
  juchu_result_free(NULL);
  juchu_free(NULL);
  assert(juchu_call_progress(NULL) == -1);
  assert(juchu_result_report(NULL) == NULL);
  assert(juchu_call_add_frame(NULL, NULL, NULL) == JUCHU_INTERNAL);
  assert(juchu_call_run(NULL, NULL, NULL, NULL) == JUCHU_INTERNAL);
  assert(juchu_result_render(NULL, NULL, NULL, NULL, NULL) == JUCHU_INTERNAL);
  assert(juchu_result_stream(NULL, NULL) == JUCHU_INTERNAL);
}

static void results(void) {
  char options[4096];
  snprintf(options, sizeof options, "{\"inputs\": [\"%s\"]}", ledger_path);
  juchu_call *call = juchu_call_new();
  juchu_result *result = NULL;
  assert(juchu_call_run(call, "tables", options, &result) == JUCHU_DONE);
  const char *formats[] = {"json", "text", "markdown", "csv", "html", "xlsx", "fragment", "svg"};
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    char *bytes = NULL;
    size_t size = 0;
    int32_t status = juchu_result_render(result, formats[i], i % 2 ? "ja" : NULL, &bytes, &size);
    assert(status == 0 ? size > 0 && bytes[size] == 0 : status == JUCHU_USAGE && bytes == NULL);
    juchu_free(bytes);
  }
  char *bytes = NULL;
  assert(juchu_result_render(result, "papyrus", NULL, &bytes, NULL) == JUCHU_USAGE);
  assert(juchu_result_render(result, "json", "la", &bytes, NULL) == JUCHU_USAGE);
  // A child may be moved out of a batch and outlive it.
  struct ArrowArrayStream stream;
  struct ArrowSchema schema;
  struct ArrowArray batch, end, child;
  assert(juchu_result_stream(result, &stream) == 0);
  assert(stream.get_schema(&stream, &schema) == 0 && schema.n_children > 5);
  assert(stream.get_next(&stream, &batch) == 0 && batch.length > 0);
  assert(stream.get_next(&stream, &end) == 0 && end.release == NULL);
  memcpy(&child, batch.children[0], sizeof child);
  batch.children[0]->release = NULL;
  batch.release(&batch);
  stream.release(&stream);
  schema.release(&schema);
  assert(child.length > 0 && ((const int64_t *)child.buffers[1])[0] > 1900);
  child.release(&child);
  juchu_result *again = NULL;
  assert(juchu_call_run(call, "tables", options, &again) == JUCHU_INTERNAL);
  juchu_result_free(again);
  juchu_result_free(result);
  juchu_call_free(call);
}

static void *stop(void *call) {
  juchu_call_cancel(call);
  return NULL;
}

// A simulation of years ends within seconds when it is stopped.
static void *stop_later(void *call) {
  while (juchu_call_progress(call) <= 0) usleep(1000);
  juchu_call_cancel(call);
  return NULL;
}

static void simulation(void) {
  char options[4096];
  snprintf(options, sizeof options,
           "{\"inputs\": [\"%s\"], \"policy\": \"one-win\", \"simulate\": true, \"trials\": 2000000000, \"threads\": 2}",
           bids_path);
  juchu_call *call = juchu_call_new();
  juchu_result *result = NULL;
  pthread_t stopper;
  pthread_create(&stopper, NULL, stop_later, call);
  assert(juchu_call_run(call, "lottery evaluate", options, &result) == JUCHU_CANCELLED);
  pthread_join(stopper, NULL);
  char *bytes = NULL;
  assert(juchu_result_render(result, "json", NULL, &bytes, NULL) == JUCHU_USAGE && bytes == NULL);
  juchu_result_free(result);
  juchu_call_free(call);
}

// Help and errors are in the language of their call, whatever the calls before spoke.
static void languages(void) {
  const char *words[] = {"使い方", "USAGE"}, *options[] = {"{\"help\": true, \"lang\": \"ja\"}", "{\"help\": true, \"lang\": \"en\"}"};
  for (int i = 0; i < 4; i++) {
    juchu_call *call = juchu_call_new();
    juchu_result *result = NULL;
    assert(juchu_call_run(call, "tables", options[i % 2], &result) == JUCHU_DONE);
    char *bytes = NULL;
    assert(juchu_result_render(result, "raw", NULL, &bytes, NULL) == 0);
    assert(strstr(bytes, words[i % 2]) != NULL && strstr(bytes, words[1 - i % 2]) == NULL);
    juchu_free(bytes);
    juchu_result_free(result);
    juchu_call_free(call);
  }
}

static void *worker(void *unused) {
  (void)unused;
  char options[4096];
  snprintf(options, sizeof options, "{\"inputs\": [\"%s\"], \"threads\": 1}", ledger_path);
  for (int i = 0; i < 5; i++) {
    juchu_call *call = juchu_call_new();
    juchu_result *result = NULL;
    pthread_t stopper;
    if (i % 5 == 0) pthread_create(&stopper, NULL, stop, call);
    int32_t status = juchu_call_run(call, "tables", options, &result);
    assert(status == JUCHU_DONE || (status == JUCHU_CANCELLED && i % 5 == 0));
    if (i % 5 == 0) pthread_join(stopper, NULL);
    juchu_result_free(result);
    juchu_call_free(call);
  }
  return NULL;
}

int main(int count, char **arguments) {
  if (count != 3) return JUCHU_USAGE;
  ledger_path = arguments[1];
  bids_path = arguments[2];
  nulls();
  streams();
  results();
  simulation();
  languages();
  assert(run("tables", "{\"inputs\": [\"/nowhere.csv\"]}") == JUCHU_NO_INPUT);
  assert(run("tables", "{\"inputs\": [\"-\"]}") == JUCHU_USAGE);
  assert(run("tables", "{\"inputs\": ") == JUCHU_USAGE);
  assert(run("tables", NULL) == JUCHU_USAGE);
  assert(run("table", "{}") == JUCHU_USAGE);
  assert(run("", "{}") == JUCHU_USAGE);
  assert(run("tables", "{\"colour\": \"red\"}") == JUCHU_USAGE);
  pthread_t threads[8];
  for (int i = 0; i < 8; i++) pthread_create(threads + i, NULL, worker, NULL);
  for (int i = 0; i < 8; i++) pthread_join(threads[i], NULL);
  assert(juchu_live() == 0);
  puts("the border holds");
  return 0;
}
