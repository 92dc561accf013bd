#include "shared_library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

static void end(const char *what, const char *reason) {
  fprintf(stderr, "juchu: %s cannot be loaded: %s\n", what, reason ? reason : "unknown");
  _exit(70);
}

void *shared_library_open(const char *const *names, const char *package) {
  for (const char *const *name = names; *name; name++) {
    void *library = dlopen(*name, RTLD_LAZY | RTLD_LOCAL);
    if (library) return library;
  }
  const char *reason = dlerror();
  char what[200];
  snprintf(what, sizeof what, "%s (Debian package %s)", names[0], package);
  end(what, reason);
  return 0;
}

void *shared_library_function(void *library, const char *name) {
  void *function = dlsym(library, name);
  if (!function) end(name, dlerror());
  return function;
}
