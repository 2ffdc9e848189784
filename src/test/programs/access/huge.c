/* Huge pages of the pool, mapped without a reservation: whether one is free tells only the access. */
#include "access.h"

#define HUGE_PAGE (2L << 20)

static char *unreserved(long flags)
{
    return map(HUGE_PAGE, R | W, flags | MAP_ANONYMOUS | MAP_HUGETLB | MAP_NORESERVE, -1, 0);
}

static char *reserved(long flags)
{
    return map(HUGE_PAGE, R | W, flags | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
}

static char *protected(long protection)
{
    return map(HUGE_PAGE, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | MAP_NORESERVE, -1, 0) + page;
}

/* A file of one huge page under a mapping of two. */
static char *in_memfd(long huge_pages)
{
    int file = memfd_create("huge", MFD_HUGETLB);

    if (file < 0) {
        skip("memfd_create");
    }
    resize(file, HUGE_PAGE);
    return map(2 * HUGE_PAGE, R | W, MAP_SHARED | MAP_NORESERVE, file, 0) + huge_pages * HUGE_PAGE;
}

const struct access_case huge_cases[] = {
    {"hugetlb_unreserved", unreserved, ALL, MAP_PRIVATE},
    {"hugetlb_unreserved_shared", unreserved, ALL, MAP_SHARED},
    {"hugetlb_reserved", reserved, ALL, MAP_PRIVATE},
    {"hugetlb_none", protected, ALL, PROT_NONE},
    {"hugetlb_r", protected, ALL, R},
    {"hugetlb_memfd", in_memfd, ALL, 0},
    {"hugetlb_memfd_past_end", in_memfd, ALL, 1},
    {0},
};
