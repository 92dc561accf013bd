#include "vector_picture.h"

#include <pthread.h>
#include <shared_library.h>

// What is used of the libraries' interfaces, as their headers have it: no header is needed to build.
typedef struct handle handle;
typedef struct surface surface;
typedef struct context context;
typedef struct {
  double x, y, width, height;
} rectangle;
typedef int (*writer)(void *closure, const unsigned char *data, unsigned int length);

static handle *(*rsvg_handle_new_from_data)(const unsigned char *, size_t, void **);
static int (*rsvg_handle_render_document)(handle *, context *, const rectangle *, void **);
static void (*g_object_unref)(void *);
static surface *(*cairo_image_surface_create)(int, int, int);
static int (*cairo_surface_status)(surface *);
static context *(*cairo_create)(surface *);
static void (*cairo_destroy)(context *);
static void (*cairo_surface_destroy)(surface *);
static int (*cairo_surface_write_to_png_stream)(surface *, writer, void *);

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
#ifdef __APPLE__
  const char *rsvg_names[] = {"librsvg-2.dylib", "/opt/homebrew/lib/librsvg-2.dylib", "/usr/local/lib/librsvg-2.dylib", 0};
  const char *cairo_names[] = {"libcairo.2.dylib", "/opt/homebrew/lib/libcairo.2.dylib", "/usr/local/lib/libcairo.2.dylib", 0};
  const char *object_names[] = {"libgobject-2.0.dylib", "/opt/homebrew/lib/libgobject-2.0.dylib",
                                "/usr/local/lib/libgobject-2.0.dylib", 0};
#else
  const char *rsvg_names[] = {"librsvg-2.so.2", 0};
  const char *cairo_names[] = {"libcairo.so.2", 0};
  const char *object_names[] = {"libgobject-2.0.so.0", 0};
#endif
  void *rsvg = shared_library_open(rsvg_names, "librsvg2-2");
  void *cairo = shared_library_open(cairo_names, "libcairo2");
  void *object = shared_library_open(object_names, "libglib2.0-0");
#define FIND(library, name) name = (__typeof__(name))shared_library_function(library, #name)
  FIND(rsvg, rsvg_handle_new_from_data);
  FIND(rsvg, rsvg_handle_render_document);
  FIND(object, g_object_unref);
  FIND(cairo, cairo_image_surface_create);
  FIND(cairo, cairo_surface_status);
  FIND(cairo, cairo_create);
  FIND(cairo, cairo_destroy);
  FIND(cairo, cairo_surface_destroy);
  FIND(cairo, cairo_surface_write_to_png_stream);
}

struct destination {
  vector_picture_sink sink;
  void *context;
};

// CAIRO_STATUS_SUCCESS and CAIRO_STATUS_WRITE_ERROR.
static int hand_on(void *closure, const unsigned char *data, unsigned int length) {
  struct destination *destination = closure;
  return destination->sink(destination->context, data, length) ? 0 : 11;
}

int vector_picture_png(const char *svg, size_t size, int width, int height, vector_picture_sink sink, void *context_) {
  pthread_once(&once, load);
  handle *drawing = rsvg_handle_new_from_data((const unsigned char *)svg, size, 0);
  if (!drawing) return 0;
  // CAIRO_FORMAT_ARGB32
  surface *picture = cairo_image_surface_create(0, width, height);
  int is_done = 0;
  if (cairo_surface_status(picture) == 0) {
    context *pen = cairo_create(picture);
    rectangle page = {0, 0, width, height};
    is_done = rsvg_handle_render_document(drawing, pen, &page, 0);
    cairo_destroy(pen);
    struct destination destination = {sink, context_};
    is_done = is_done && cairo_surface_write_to_png_stream(picture, hand_on, &destination) == 0;
  }
  cairo_surface_destroy(picture);
  g_object_unref(drawing);
  return is_done;
}
