#ifndef CCHILD_H
#define CCHILD_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// What a child may use at most.
struct child_limits {
  uint64_t memory;       ///< bytes of address space
  uint64_t seconds;      ///< seconds of CPU
  uint64_t file_size;    ///< bytes of a file it writes
  uint64_t descriptors;  ///< open files
};

/// Starts a program in a process group of its own, in `folder`, with `descriptors[i]` as its descriptor i and no other.
///
/// Between fork and exec only what is safe there is called. Returns 0 and the process in `*process`, or an errno.
int child_start(const char *path, char *const *arguments, char *const *environment, const char *folder,
                const int *descriptors, int count, const struct child_limits *limits, pid_t *process);

/// Waits until a child of this process has ended, without reaping it. Returns 0 or an errno.
int child_wait(pid_t process);

/// Reaps a child that has ended. Returns its exit code, 256 + the signal that ended it, or -1.
int child_reap(pid_t process);

/// A file without a name in a folder, open for reading and writing, or -1.
int unnamed_file(const char *folder);

/// The same file once more, open for reading only and from its beginning, or -1.
int reopened_for_reading(int descriptor);

/// Opens what lies beneath a folder, following no link; -1 where it lies elsewhere or is not there.
int open_beneath(int folder, const char *path, int flags);

/// The SHA-256 of a file from its beginning to its end, 32 bytes. Returns 0 or an errno.
int sha256_of_file(int descriptor, uint8_t *digest);

/// The scrypt key (RFC 7914) of a word, 32 bytes, with a salt of 16 bytes and n = 2^cost, r = 8, p = 1. Returns 0 or an errno.
int scrypt_key(const void *word, long length, const uint8_t *salt, int cost, uint8_t *key);

/// Random bytes of the system. Returns 0 or an errno.
int random_bytes(uint8_t *bytes, long count);

/// Asks on the terminal for a word and does not show it. Returns its length, -1 where there is no terminal, -2 where it was
/// cancelled or is longer than `size`.
long hidden_word(const char *prompt, char *word, long size);

/// Where a pattern first stands in bytes, or -1.
long first_position(const void *bytes, long count, const void *pattern, long length);

#endif
