#ifndef JUCHU_PROGRAM_ARGUMENTS_H
#define JUCHU_PROGRAM_ARGUMENTS_H

// The arguments of the program as the system handed them over, in bytes.
//
// Swift's own list, where its library is linked in, is sought on the stack with the help of /proc, and is empty where that is
// missing or looks otherwise. The loader hands the arguments to every function that runs before main; one of them keeps them.

// How many arguments there are, the name of the program among them; 0 where the loader hands none over.
int program_arguments_count(void);

// The argument at a place below the count.
const char *program_arguments_at(int place);

#endif
