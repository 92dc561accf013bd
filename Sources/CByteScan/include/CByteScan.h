// Finds the punctuation of delimited text in large blocks, 64 bytes a step, and checks that all bytes are valid.
// It knows bytes and quotes, but neither fields nor records. The portable path is the readable twin: the others
// give the same bits.
#ifndef CBYTESCAN_H
#define CBYTESCAN_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
  BYTESCAN_PORTABLE = 0,
  BYTESCAN_AVX2 = 1,
  BYTESCAN_AVX512 = 2,
} bytescan_path;

enum {
  // A byte 0 stands in the block.
  BYTESCAN_NUL = 1,
  // A byte of 0x80 or more stands in the block.
  BYTESCAN_NON_ASCII = 2,
  // The bytes are no valid UTF-8; a character cut at either end of the block is not counted as such.
  BYTESCAN_INVALID_UTF8 = 4,
  // What is read beyond the end of a block, and what must be readable before its start.
  BYTESCAN_MARGIN = 64,
  // What is written behind the last position, in positions.
  BYTESCAN_SLACK = 16,
};

// One bit a byte, the first byte in bit 0 of word 0. Line ends are LF and every CR without LF behind it, so that
// LF, CR and CRLF each have one bit. Stops are line ends and delimiters: where fields end.
typedef struct {
  uint64_t *quotes;
  uint64_t *stops;
  uint64_t *line_ends;
} bytescan_masks;

// The bits of each mask.
typedef struct {
  size_t quotes;
  size_t stops;
  size_t line_ends;
} bytescan_counts;

// The best path of this machine.
bytescan_path bytescan_best_path(void);

// Fills masks for count bytes, (count + 63) / 64 words each; bits beyond count are 0. UTF-8 is checked where
// asked for, with the BYTESCAN_MARGIN bytes before the block as context: a character that began there may end
// here. counts[0] is of the first main_count bytes, a multiple of 64 or count, counts[1] of all. Returns the flags
// above. A path that the machine lacks is undefined.
uint32_t bytescan_classify(bytescan_path path, const uint8_t *bytes, size_t count, size_t main_count,
                           uint8_t delimiter, int checks_utf8, bytescan_masks masks, bytescan_counts *counts);

// Removes what stands within quotes from the mask of stops; that of line ends keeps it. is_inside says whether the block
// begins within quotes. Returns whether every quote stands where RFC 4180 has it: at the start of a field, before
// its end, or doubled; only then does the mask say what a reader byte by byte would. The byte before the block must
// be readable; what stands behind a quote that ends it is for the next block to see.
int bytescan_unquote(const uint8_t *bytes, size_t count, uint8_t delimiter, bytescan_masks masks, int is_inside);

// The positions of the bits of a mask, in order. positions has room for all of them and BYTESCAN_SLACK more.
size_t bytescan_positions(bytescan_path path, const uint64_t *mask, size_t words, uint32_t *positions);

// The number of bits in the first count bits of a mask.
size_t bytescan_count(bytescan_path path, const uint64_t *mask, size_t count);

// Whether bytes are whole characters of a code page of the shape of Shift_JIS: 81-9F and E0-FC lead characters of two
// bytes, 80, A0 and FD-FF are none, and 89-97, 99-9F and E0-E9 are followed by any of 40-7E and 80-FC. valid has a bit for
// each code, two-byte codes as first byte << 8 | second byte, and decides the rest.
int bytescan_valid_double_byte(bytescan_path path, const uint8_t *bytes, size_t count, const uint64_t *valid);

// The bytes of a short field in words, zeros behind them.
typedef struct {
  uint64_t words[4];
} bytescan_field;

// The first count bytes at an address, at most 32; 32 bytes are readable there. Without a branch, as lengths are hard
// to foresee: the mask is a window on a table.
static inline bytescan_field bytescan_load_field(const void *address, size_t count) {
  static const uint8_t window[64] = {
      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
  };
  bytescan_field field;
  uint64_t mask[4];
  __builtin_memcpy(mask, window + 32 - count, sizeof mask);
  __builtin_memcpy(field.words, address, sizeof field.words);
  for (int i = 0; i < 4; i++) field.words[i] &= mask[i];
  return field;
}

#endif
