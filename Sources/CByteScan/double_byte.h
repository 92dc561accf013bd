// Validity of text in a code page of the shape of Shift_JIS, 64 bytes a step, for a path that says what the bytes are.
#ifndef BYTESCAN_DOUBLE_BYTE_H
#define BYTESCAN_DOUBLE_BYTE_H

#include "paths.h"

// A bit for each of 64 bytes, by its value alone.
typedef struct {
  // It leads a character of two bytes if it does not end one: 81-9F, E0-FC.
  uint64_t leads;
  // It leads characters of which all second bytes are valid: 89-97, 99-9F, E0-E9.
  uint64_t full;
  // It can end a character of two bytes: 40-7E, 80-FC.
  uint64_t seconds;
  // It is no character by itself, nor a lead: 80, A0, FD-FF.
  uint64_t never;
} bytescan_double_bytes;

// Which bytes end a character. In a run of bytes that can lead every second one does, and where it has an odd number of
// them so does the byte behind it; cut says that byte 0 ends a character of the step before.
static inline uint64_t bytescan_second_bytes(uint64_t leads, uint64_t cut) {
  const uint64_t even = 0x5555555555555555ull, odd = ~even;
  const uint64_t run = leads & ~cut, starts = run & ~(run << 1);
  // A run carries over into the bit behind it where its first bit is added.
  const uint64_t from_even = run & ~(run + (starts & even)), from_odd = run & ~from_even;
  return (from_even << 1 & odd) | (from_odd << 1 & even) | cut;
}

// Whether a step is valid; cut is what the step before left, and becomes what this one leaves.
static inline int bytescan_step_double_bytes(bytescan_double_bytes found, const uint8_t *bytes, const uint64_t *valid,
                                             uint64_t *cut) {
  const uint64_t seconds = bytescan_second_bytes(found.leads, *cut), leads = found.leads & ~seconds;
  *cut = leads >> 63;
  if ((found.never & ~seconds) | (seconds & ~found.seconds)) return 0;
  uint64_t fine = 1;
  for (uint64_t open = leads & ~found.full; open; open &= open - 1) {
    const uint8_t *at = bytes + __builtin_ctzll(open);
    const uint32_t code = (uint32_t)at[0] << 8 | at[1];
    fine &= valid[code >> 6] >> (code & 63);
  }
  return (int)(fine & 1);
}

// The body of a path that has FIND_DOUBLE_BYTES(address): whole steps, then byte by byte from the last lead on. The last
// lead of a step may be in doubt as long as its second byte is not known to be there: the step ends one byte early.
#define BYTESCAN_VALID_DOUBLE_BYTE(bytes, count, valid)                                                      \
  size_t at = 0;                                                                                             \
  uint64_t cut = 0;                                                                                          \
  for (; at + 64 < count; at += 64)                                                                          \
    if (!bytescan_step_double_bytes(FIND_DOUBLE_BYTES(bytes + at), bytes + at, valid, &cut)) return 0;       \
  return bytescan_valid_double_byte_portable(bytes + at - cut, count - at + cut, valid);

#endif
