#define _GNU_SOURCE
#include "CChild.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <openssl/evp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { most_descriptors = 64 };

static int limit(int resource, uint64_t value) {
  struct rlimit now;
  if (getrlimit(resource, &now) != 0) return errno;
  // A limit is lowered only: what the machine allows stands.
  if (now.rlim_max != RLIM_INFINITY && value > now.rlim_max) value = now.rlim_max;
  struct rlimit wanted = {value, value};
  return setrlimit(resource, &wanted) == 0 ? 0 : errno;
}

/// Runs in the child; returns an errno where it could not become the program.
static int become(const char *path, char *const *arguments, char *const *environment, const char *folder,
                  const int *descriptors, int count, const struct child_limits *limits) {
  sigset_t none;
  sigemptyset(&none);
  struct sigaction usual;
  memset(&usual, 0, sizeof usual);
  usual.sa_handler = SIG_DFL;
  for (int number = 1; number < 32; number++) sigaction(number, &usual, NULL);
  if (setpgid(0, 0) != 0) return errno;
  if (chdir(folder) != 0) return errno;

  // First out of the way of the places that they shall have, then into them.
  int aside[most_descriptors];
  for (int i = 0; i < count; i++) {
    aside[i] = fcntl(descriptors[i], F_DUPFD_CLOEXEC, most_descriptors);
    if (aside[i] < 0) return errno;
  }
  for (int i = 0; i < count; i++) {
    if (dup2(aside[i], i) < 0) return errno;
  }
  // Every other descriptor is closed by exec, whoever opened it.
  if (syscall(SYS_close_range, (unsigned)count, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */) != 0 && errno != ENOSYS) return errno;

  int refused = limit(RLIMIT_CORE, 0);
  if (!refused) refused = limit(RLIMIT_AS, limits->memory);
  if (!refused) refused = limit(RLIMIT_CPU, limits->seconds);
  if (!refused) refused = limit(RLIMIT_FSIZE, limits->file_size);
  if (!refused) refused = limit(RLIMIT_NOFILE, limits->descriptors);
  if (refused) return refused;
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(path, arguments, environment);
  return errno;
}

int child_start(const char *path, char *const *arguments, char *const *environment, const char *folder,
                const int *descriptors, int count, const struct child_limits *limits, pid_t *process) {
  if (count < 0 || count > most_descriptors) return EINVAL;
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return errno;
  // No handler of this process may run in the child.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = fork();
  if (child == 0) {
    int refused = become(path, arguments, environment, folder, descriptors, count, limits);
    ssize_t written = write(report[1], &refused, sizeof refused);
    (void)written;
    _exit(127);
  }
  int failed = child < 0 ? errno : 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(report[1]);
  if (!failed) {
    // Both sides set the group: whoever comes first, it stands before anybody signals it.
    setpgid(child, child);
    ssize_t length;
    do { length = read(report[0], &failed, sizeof failed); } while (length < 0 && errno == EINTR);
    if (length == 0) failed = 0;
    if (failed) child_reap(child);
  }
  close(report[0]);
  *process = child;
  return failed;
}

int child_wait(pid_t process) {
  siginfo_t info;
  int result;
  do { result = waitid(P_PID, (id_t)process, &info, WEXITED | WNOWAIT); } while (result != 0 && errno == EINTR);
  return result == 0 ? 0 : errno;
}

int child_reap(pid_t process) {
  int status;
  pid_t ended;
  do { ended = waitpid(process, &status, 0); } while (ended < 0 && errno == EINTR);
  if (ended < 0) return -1;
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : -1;
}

int unnamed_file(const char *folder) {
  int descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
  if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return descriptor;
  // A file system without O_TMPFILE: the name is gone before anything is written.
  char path[4096];
  if (snprintf(path, sizeof path, "%s/.juchu-XXXXXX", folder) >= (int)sizeof path) return -1;
  descriptor = mkostemp(path, O_CLOEXEC);
  if (descriptor >= 0) unlink(path);
  return descriptor;
}

int reopened_for_reading(int descriptor) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  return open(path, O_RDONLY | O_CLOEXEC);
}

int open_beneath(int folder, const char *path, int flags) {
  struct open_how how;
  memset(&how, 0, sizeof how);
  how.flags = (uint64_t)(flags | O_CLOEXEC);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

int sha256_of_file(int descriptor, uint8_t *digest) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (!context) return ENOMEM;
  static const size_t piece = 1 << 16;
  unsigned char *bytes = malloc(piece);
  int failed = bytes && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1 ? 0 : ENOMEM;
  off_t offset = 0;
  while (!failed) {
    ssize_t count = pread(descriptor, bytes, piece, offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) failed = errno;
    if (count <= 0) break;
    offset += count;
    if (EVP_DigestUpdate(context, bytes, (size_t)count) != 1) failed = EIO;
  }
  if (!failed && EVP_DigestFinal_ex(context, digest, NULL) != 1) failed = EIO;
  free(bytes);
  EVP_MD_CTX_free(context);
  return failed;
}

long first_position(const void *bytes, long count, const void *pattern, long length) {
  const char *found = memmem(bytes, (size_t)count, pattern, (size_t)length);
  return found ? found - (const char *)bytes : -1;
}

int scrypt_key(const void *word, long length, const uint8_t *salt, int cost, uint8_t *key) {
  // 128 r n bytes of memory, and some more for itself.
  uint64_t n = (uint64_t)1 << cost, memory = 128 * 8 * n + (1 << 20);
  return EVP_PBE_scrypt(word, (size_t)length, salt, 16, n, 8, 1, memory, key, 32) == 1 ? 0 : ENOMEM;
}

int random_bytes(uint8_t *bytes, long count) {
  while (count > 0) {
    ssize_t got = getrandom(bytes, (size_t)count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return errno;
    bytes += got;
    count -= got;
  }
  return 0;
}

long hidden_word(const char *prompt, char *word, long size) {
  int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0) return -1;
  struct termios before;
  if (tcgetattr(terminal, &before) != 0) {
    close(terminal);
    return -1;
  }
  struct termios hidden = before;
  // Signals of the keyboard would leave the terminal without its echo: their characters come as they are, each at once.
  hidden.c_lflag &= (tcflag_t) ~(ECHO | ECHONL | ICANON | ISIG);
  hidden.c_cc[VMIN] = 1;
  hidden.c_cc[VTIME] = 0;
  tcsetattr(terminal, TCSAFLUSH, &hidden);
  (void)!write(terminal, prompt, strlen(prompt));
  long length = 0;
  for (;;) {
    char byte = 0;
    ssize_t got = read(terminal, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || byte == 3 || byte == 4 || byte == 28) {
      length = -2;
      break;
    }
    if (byte == '\n' || byte == '\r') break;
    if (byte == 8 || byte == 127) {
      // A character of several bytes goes as one.
      while (length > 0 && (word[length - 1] & 0xC0) == 0x80) length--;
      if (length > 0) length--;
      continue;
    }
    if (byte == 21) {
      length = 0;
      continue;
    }
    if (length == size) {
      length = -2;
      break;
    }
    word[length++] = byte;
  }
  (void)!write(terminal, "\n", 1);
  tcsetattr(terminal, TCSAFLUSH, &before);
  close(terminal);
  return length;
}
