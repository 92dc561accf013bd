#include "part_files.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CAPACITY = 64 };
static _Atomic(char *) paths[CAPACITY];
static atomic_int holding;
static atomic_int waiting;

int part_files_add(const char *path) {
  char *copy = strdup(path);
  if (!copy) return -1;
  for (int number = 0; number < CAPACITY; number++) {
    char *none = NULL;
    if (atomic_compare_exchange_strong(&paths[number], &none, copy)) return number;
  }
  free(copy);
  return -1;
}

void part_files_remove(int number) {
  if (number < 0 || number >= CAPACITY) return;
  free(atomic_exchange(&paths[number], NULL));
}

// Removes all files and ends as the signal would have ended the program.
static void end_by(int number) {
  for (int place = 0; place < CAPACITY; place++) {
    char *path = atomic_load(&paths[place]);
    if (path) unlink(path);
  }
  // Folders that were made for files that are gone now.
  for (int place = 0; place < CAPACITY; place++) {
    char *path = atomic_load(&paths[place]);
    if (path) rmdir(path);
  }
  signal(number, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  raise(number);
  // The first process of a container is not ended by a signal that it does not handle.
  _exit(128 + number);
}

static void handle(int number) {
  int error = errno;
  if (atomic_load(&holding)) {
    atomic_store(&waiting, number);
    errno = error;
    return;
  }
  end_by(number);
}

void part_files_watch_signals(void) {
  int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  // A thread of another program may have started this one with its own signals blocked.
  sigset_t blocked;
  sigemptyset(&blocked);
  for (int place = 0; place < 3; place++) {
    struct sigaction known;
    if (sigaction(numbers[place], NULL, &known) == 0 && known.sa_handler == SIG_IGN) continue;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    sigaction(numbers[place], &action, NULL);
    sigaddset(&blocked, numbers[place]);
  }
  pthread_sigmask(SIG_UNBLOCK, &blocked, NULL);
}

void part_files_hold(void) { atomic_fetch_add(&holding, 1); }

void part_files_release(void) {
  if (atomic_fetch_sub(&holding, 1) != 1) return;
  int number = atomic_exchange(&waiting, 0);
  if (number) end_by(number);
}
