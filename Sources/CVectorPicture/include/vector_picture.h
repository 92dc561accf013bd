// Pictures (PNG) of drawings (SVG), by librsvg and cairo, which are loaded when the first picture is asked for.
#ifndef JUCHU_VECTOR_PICTURE_H
#define JUCHU_VECTOR_PICTURE_H

#include <stddef.h>

// Takes some bytes of a picture; returns 0 where there is no more room.
typedef int (*vector_picture_sink)(void *context, const unsigned char *bytes, size_t count);

// Draws `size` bytes of SVG into a picture of so many pixels, and hands its bytes on; returns 0 where the drawing is none, or the picture
// cannot be made.
int vector_picture_png(const char *svg, size_t size, int width, int height, vector_picture_sink sink, void *context);

#endif
