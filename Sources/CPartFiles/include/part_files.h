// Files that were begun and are not yet in their place: a signal that ends the program removes them.
//
// In C, because what a handler of signals may do is stated for C: no memory is asked for in it, no lock taken, no Swift run.
#ifndef JUCHU_PART_FILES_H
#define JUCHU_PART_FILES_H

// Notes a file, or an empty folder, before it is made; returns its number, or -1 where no more can be noted.
int part_files_add(const char *path);
// Forgets a file that is in its place or gone.
void part_files_remove(int number);
// Removes what was begun when SIGINT, SIGTERM or SIGHUP ends the program; signals that are ignored stay so.
void part_files_watch_signals(void);
// Between these two a signal waits: files that belong together appear together.
void part_files_hold(void);
void part_files_release(void);

#endif
