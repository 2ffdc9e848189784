/* What the kernel puts into an address space, the end of it, and what is beyond. */
#include "access.h"

#define TOP (1L << 47)

static char *number(long address)
{
    return (char *)address;
}

/* An address of this program with a tag in its highest bits, as processors and sanitizers put one there. */
static char *tagged(long tag)
{
    static char here;

    return (char *)((long)&here | tag);
}

static char *vdso(long offset)
{
    struct range mapping = mapping_named("[vdso]");

    return (offset < 0 ? mapping.end : mapping.start) + offset;
}

static char *page_of(const char *name, long index)
{
    struct range mapping = mapping_named(name);
    char *at = mapping.start + index * page;

    if (at >= mapping.end) {
        skip("the mapping is shorter");
    }
    return at;
}

static char *vvar(long index)
{
    return page_of("[vvar]", index);
}

static char *vvar_vclock(long index)
{
    return page_of("[vvar_vclock]", index);
}

const struct access_case kernel_cases[] = {
    {"vdso", vdso, ALL, 0},
    /* An instruction there would reach into the next page. */
    {"vdso_last", vdso, READ | WRITE, -1},
    {"vvar_0", vvar, ALL, 0},
    {"vvar_1", vvar, ALL, 1},
    {"vvar_2", vvar, ALL, 2},
    {"vvar_3", vvar, ALL, 3},
    {"vvar_vclock_0", vvar_vclock, ALL, 0},
    {"vvar_vclock_1", vvar_vclock, ALL, 1},
#if defined(__x86_64__)
    {"vsyscall_0", number, ALL, 0xffffffffff600000},
    {"vsyscall_10", number, ALL, 0xffffffffff600010},
    {"vsyscall_400", number, ALL, 0xffffffffff600400},
    {"vsyscall_401", number, ALL, 0xffffffffff600401},
    {"vsyscall_800", number, ALL, 0xffffffffff600800},
    {"vsyscall_c00", number, ALL, 0xffffffffff600c00},
    {"vsyscall_behind", number, ALL, 0xffffffffff601000},
    {"user_last_page", number, ALL, TOP - 2 * 4096},
    {"user_guard_page", number, ALL, TOP - 4096},
    {"user_last", number, ALL, TOP - 1},
    {"noncanonical_first", number, ALL | FRAME, TOP},
    {"noncanonical", number, ALL | FRAME, 0x1234567800000000},
    {"noncanonical_text", number, ALL | FRAME, 0x4141414141414141},
    {"noncanonical_last", number, ALL | FRAME, -TOP - 1},
    {"noncanonical_reached", number, STRADDLES, TOP - 4},
    {"noncanonical_left", number, STRADDLES, -TOP - 4},
    {"kernel_first", number, ALL | FRAME, -TOP},
    {"kernel_direct_map", number, ALL | FRAME, 0xffff888000000000},
    {"kernel_text", number, ALL, 0xffffffff81000000},
    {"kernel_fixmap", number, ALL, 0xffffffffff5ff000},
    {"kernel_last", number, ALL, -1},
    {"kernel_last_8", number, ALL | STRADDLES, -8},
    {"kernel_wraps", number, STRADDLES, -4},
    {"tagged_bit_62", tagged, ALL | STRADDLES | FRAME, 1L << 62},
    {"tagged_byte", tagged, ALL | STRADDLES | FRAME, -(1L << 56)},
    {"tagged_bit_47", tagged, ALL | STRADDLES | FRAME, 1L << 47},
#endif
    {0},
};
