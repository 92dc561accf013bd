// Without vectors: a byte at a time, and UTF-8 as its definition has it.
#include "paths.h"

// The length of the valid character at bytes, or 0; at least one byte is there.
static size_t character(const uint8_t *bytes, size_t left) {
  uint8_t lead = bytes[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  for (size_t i = 1; i < length; i++) {
    if (i >= left) return left;  // Cut at the end of the block: the next block sees it whole.
    if ((bytes[i] & 0xC0) != 0x80) return 0;
    if (i == 1) {
      if (lead == 0xE0 && bytes[1] < 0xA0) return 0;
      if (lead == 0xED && bytes[1] > 0x9F) return 0;
      if (lead == 0xF0 && bytes[1] < 0x90) return 0;
      if (lead == 0xF4 && bytes[1] > 0x8F) return 0;
    }
  }
  return length;
}

int bytescan_is_utf8(const uint8_t *bytes, size_t count) {
  // A character can begin up to three bytes before the block.
  const uint8_t *end = bytes + count;
  const uint8_t *at = bytes;
  for (size_t back = 1; back <= 3; back++) {
    if ((bytes[-(ptrdiff_t)back] & 0xC0) == 0x80) continue;
    if (bytes[-(ptrdiff_t)back] >= 0xC0) at = bytes - back;
    break;
  }
  // What ends before the block, or is wrong there, is the concern of the block before.
  if (at < bytes) {
    size_t length = character(at, (size_t)(end - at));
    if (length == 0 || at + length < bytes) {
      uint8_t lead = *at;
      size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
      if (length == 0 && at + wanted > bytes) return 0;
      at = bytes;
    } else {
      at += length;
    }
  }
  while (at < end) {
    size_t length = character(at, (size_t)(end - at));
    if (length == 0) return 0;
    at += length;
  }
  return 1;
}

uint32_t bytescan_classify_portable(const uint8_t *bytes, size_t count, size_t main_count, uint8_t delimiter,
                                    int checks_utf8, bytescan_masks masks, bytescan_counts *counts) {
  uint32_t flags = 0;
  uint8_t any = 0;
  for (size_t word = 0; word * 64 < count; word++) {
    uint64_t quotes = 0, stops = 0, ends = 0;
    size_t width = count - word * 64 < 64 ? count - word * 64 : 64;
    const uint8_t *at = bytes + word * 64;
    for (size_t i = 0; i < width; i++) {
      uint8_t byte = at[i];
      uint64_t bit = 1ull << i;
      any |= byte;
      if (byte == 0) flags |= BYTESCAN_NUL;
      if (byte == '"') quotes |= bit;
      int is_last = word * 64 + i + 1 == count;
      if (byte == '\n' || (byte == '\r' && (is_last || at[i + 1] != '\n'))) ends |= bit;
      if (byte == delimiter) stops |= bit;
    }
    masks.quotes[word] = quotes;
    masks.stops[word] = stops | ends;
    masks.line_ends[word] = ends;
  }
  for (int part = 0; part < 2; part++) {
    size_t size = part == 0 ? main_count : count;
    counts[part].quotes = bytescan_count_portable(masks.quotes, size);
    counts[part].stops = bytescan_count_portable(masks.stops, size);
    counts[part].line_ends = bytescan_count_portable(masks.line_ends, size);
  }
  if (any >= 0x80) flags |= BYTESCAN_NON_ASCII;
  if (checks_utf8 && !bytescan_is_utf8(bytes, count)) flags |= BYTESCAN_INVALID_UTF8;
  return flags;
}

size_t bytescan_positions_portable(const uint64_t *mask, size_t words, uint32_t *positions) {
  BYTESCAN_FLATTEN(mask, words, positions)
}

size_t bytescan_count_portable(const uint64_t *mask, size_t count) {
  BYTESCAN_COUNT(mask, count)
}

// XOR of all lower bits and the bit itself: 1 from an opening quote up to the bit before its closing one.
static inline uint64_t prefix_xor(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

int bytescan_unquote(const uint8_t *bytes, size_t count, uint8_t delimiter, bytescan_masks masks, int is_inside) {
  uint64_t inside = is_inside ? ~0ull : 0;
  // What the byte before the word was: a quote that closes, and whether a field or a quote ended there.
  uint8_t before = bytes[-1];
  uint64_t closed = !is_inside && before == '"';
  uint64_t ended = before == delimiter || before == '\n' || before == '\r' || before == '"';
  int regular = 1;
  for (size_t word = 0; word * 64 < count; word++) {
    uint64_t quotes = masks.quotes[word], stops = masks.stops[word];
    if ((quotes | inside | closed) == 0) {
      ended = stops >> 63;
      continue;
    }
    uint64_t within = prefix_xor(quotes) ^ inside;
    uint64_t opening = quotes & within, closing = quotes & ~within;
    uint64_t any = stops | quotes;
    if (opening & ~(any << 1 | ended)) regular = 0;
    uint64_t behind = (closing << 1 | closed) & ~any;
    if (count - word * 64 < 64) behind &= (1ull << (count - word * 64)) - 1;
    while (behind) {
      // The CR of a CRLF has no bit of its own.
      if (bytes[word * 64 + (size_t)__builtin_ctzll(behind)] != '\r') regular = 0;
      behind &= behind - 1;
    }
    masks.stops[word] = stops & ~within;
    closed = closing >> 63;
    ended = any >> 63;
    inside = (uint64_t)((int64_t)within >> 63);
  }
  return regular;
}

static inline int is_lead(uint32_t byte) { return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC); }

int bytescan_valid_double_byte_portable(const uint8_t *bytes, size_t count, const uint64_t *valid) {
  size_t at = 0;
  uint64_t fine = 1;
  while (at < count) {
    uint64_t eight;
    if (at + 8 <= count) {
      memcpy(&eight, bytes + at, 8);
      if ((eight & 0x8080808080808080ull) == 0) {
        at += 8;
        continue;
      }
    }
    uint32_t code = bytes[at];
    if (is_lead(code)) {
      if (at + 1 == count) return 0;
      code = code << 8 | bytes[at + 1];
      at += 2;
    } else {
      at += 1;
    }
    fine &= valid[code >> 6] >> (code & 63);
  }
  return (int)(fine & 1);
}
