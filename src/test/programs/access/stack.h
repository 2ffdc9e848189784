/* What the cases of stacks share. */
#ifndef STACK_H
#define STACK_H

#include <stddef.h>

/* Sets RLIMIT_STACK, or skips. */
void limit_stack(long bytes);

/* mmap at that very address where nothing is yet, or skip. */
char *map_at(char *at, size_t bytes, int protection, int flags);

#endif
