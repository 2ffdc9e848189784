/* What the files of this program share: the cases, and what sets them up. */
#ifndef ACCESS_H
#define ACCESS_H

#define _GNU_SOURCE
#include <stddef.h>
#include <sys/mman.h>
#include <sys/types.h>

#define R PROT_READ
#define W PROT_WRITE
#define X PROT_EXEC

/* Newer than the headers of some systems. */
#define GUARD_INSTALL 102
#define GUARD_REMOVE 103
#define SYS_MSEAL 462

/* How memory is accessed; a case names those that make sense. */
enum kind {
    READ = 1,
    WRITE = 2,
    EXECUTE = 4,
    READ_8 = 8,
    WRITE_8 = 16,
    /* Through the frame pointer, and so through the stack segment. */
    FRAME_READ = 32,
    FRAME_WRITE = 64,
};

#define ALL (READ | WRITE | EXECUTE)
#define STRADDLES (READ_8 | WRITE_8)
#define FRAME (FRAME_READ | FRAME_WRITE)

/* A situation: the function makes it in its own process and gives the address to access. */
struct access_case {
    const char *name;
    char *(*set_up)(long argument);
    int kinds;
    long argument;
};

/* Tables of cases; the last entry has no name. */
extern const struct access_case anonymous_cases[], change_cases[], fork_cases[], guard_cases[], file_cases[],
    file_end_cases[], tmpfs_cases[], memory_file_cases[], sysv_cases[], huge_cases[], stack_cases[], stack_limit_cases[],
    kernel_cases[], elf_cases[], userfault_cases[], device_cases[], straddle_cases[];

struct range {
    char *start;
    char *end;
};

extern long page;

/* Writes a line of up to 299 bytes to standard output at once: dprintf would allocate, and so move the break. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Removes the files that were made, and ends. */
_Noreturn void finish(int status);

/* Says SKIPPED, why this machine cannot do it (with the error, if there is one), and ends. */
_Noreturn void skip(const char *reason);

/* Removes a file when the program ends. */
void remove_at_end(const char *path);
void remove_folder_at_end(int in, const char *path); /* relative to an open folder */

/* Removes these files now. */
void remove_files(void);

/* mmap, or skip. */
char *map(size_t bytes, int protection, int flags, int file, off_t offset);

/* Private anonymous memory. */
char *private_memory(size_t bytes, int protection);

/* Reserves addresses and gives them back: nothing else is there, nor comes there. */
char *unused(size_t bytes);

/* mprotect, or skip. */
char *protect(char *at, size_t bytes, int protection);

/* A file of zeros, written and not a hole, in /tmp. */
int file_of(size_t bytes);

/* Sets a file's size. */
void resize(int file, off_t bytes);

/* The first mapping of that name, as /proc/self/maps says. */
struct range mapping_named(const char *name);

/* Accesses the address after a line came on standard input, says how that went, and ends. */
_Noreturn void attempt(char *at, enum kind kind);

#endif
