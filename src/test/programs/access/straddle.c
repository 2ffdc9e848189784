/* Eight bytes, four on each side of the end of a page. */
#include "access.h"

static char *protections(int first, int second)
{
    char *at = private_memory(3 * page, R | W);

    protect(at, page, first);
    protect(at + page, page, second);
    return at + page - 4;
}

static char *second_is(long protection)
{
    return protections(R | W, protection);
}

static char *first_is(long protection)
{
    return protections(protection, R | W);
}

static char *second_unmapped(long first)
{
    char *at = protections(first, R | W);

    munmap(at + 4, page);
    return at;
}

static char *first_unmapped(long unused)
{
    (void)unused;
    char *at = protections(R | W, R | W);

    munmap(at + 4 - page, page);
    return at;
}

static char *end_of_file(long flags)
{
    return map(2 * page, R | W, flags, file_of(page), 0) + page - 4;
}

static char *into_guard(long unused)
{
    (void)unused;
    char *at = protections(R | W, R | W);

    if (madvise(at + 4, page, GUARD_INSTALL) != 0) {
        skip("MADV_GUARD_INSTALL");
    }
    return at;
}

/* The first page is not there yet. */
static char *into_stack(long unused)
{
    (void)unused;
    return mapping_named("[stack]").start - 4;
}

static char *within_page(long second)
{
    return second_is(second) - 4;
}

const struct access_case straddle_cases[] = {
    {"straddle_rw", second_is, STRADDLES, R | W},
    {"straddle_into_none", second_is, STRADDLES, PROT_NONE},
    {"straddle_into_r", second_is, STRADDLES, R},
    {"straddle_from_none", first_is, STRADDLES, PROT_NONE},
    {"straddle_from_r", first_is, STRADDLES, R},
    {"straddle_into_unmapped", second_unmapped, STRADDLES, R | W},
    {"straddle_from_unmapped", first_unmapped, STRADDLES, 0},
    {"straddle_none_into_unmapped", second_unmapped, STRADDLES, PROT_NONE},
    {"straddle_end_of_file", end_of_file, STRADDLES, MAP_SHARED},
    {"straddle_into_guard", into_guard, STRADDLES, 0},
    {"straddle_into_stack", into_stack, STRADDLES, 0},
    {"straddle_not", within_page, STRADDLES, PROT_NONE},
    {0},
};
