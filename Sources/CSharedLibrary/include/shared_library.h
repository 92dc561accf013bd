// Libraries that are loaded when they are first needed, by the few commands that need them.
#ifndef JUCHU_SHARED_LIBRARY_H
#define JUCHU_SHARED_LIBRARY_H

// Loads the first of some libraries that is there. Where none is, nothing can be computed: the program says which package has
// it and ends with exit code 70, as it would not have started had the library been linked.
void *shared_library_open(const char *const *names, const char *package);
// A function of a library; ends the program in the same way where it is of another version that has none.
void *shared_library_function(void *library, const char *name);

#endif
