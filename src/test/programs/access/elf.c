/* The parts of this very program, and of its library. */
#include "access.h"
#include <link.h>
#include <stdlib.h>

extern ElfW(Dyn) _DYNAMIC[];
extern const char __ehdr_start[];

static const char constant[] = "read only";
static char initialized[] = "data";
static char zeroed[1 << 16];

static void text(void)
{
}

static char *address_of(long which)
{
    static const void *const addresses[] = {text, constant, _DYNAMIC, initialized, zeroed + (1 << 15), __ehdr_start, abs};

    return (char *)addresses[which];
}

const struct access_case elf_cases[] = {
    {"elf_text", address_of, ALL, 0},
    {"elf_constants", address_of, ALL, 1},
    {"elf_relro", address_of, ALL, 2},
    {"elf_data", address_of, ALL, 3},
    {"elf_bss", address_of, ALL, 4},
    {"elf_header", address_of, ALL, 5},
    {"libc_text", address_of, ALL, 6},
    {0},
};
