/* Memory that changed since it was mapped. */
#include "access.h"
#include <sys/personality.h>
#include <sys/syscall.h>
#include <unistd.h>

#define HUGE_PAGE (2 << 20)

/* Newer than the headers of some systems. */
#define DONTNEED_LOCKED 24

static char *touched(void)
{
    char *at = private_memory(page, R | W);

    *at = 1;
    return at;
}

/* The page is there; then its permissions are taken. */
static char *touched_then(long protection)
{
    return protect(touched(), page, protection);
}

static char *shared_touched_then(long protection)
{
    char *at = map(page, R | W, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    *at = 1;
    return protect(at, page, protection);
}

static char *opened(long protection)
{
    return protect(private_memory(page, PROT_NONE), page, protection);
}

static char *unmapped(long unused)
{
    (void)unused;
    char *at = touched();

    munmap(at, page);
    return at;
}

static char *moved(long flags)
{
    char *from = private_memory(3 * page, R | W) + page;
    char *to = unused(3 * page) + page;

    *from = 1;
    if (mremap(from, page, page, MREMAP_MAYMOVE | MREMAP_FIXED | flags, to) == MAP_FAILED) {
        skip("mremap");
    }
    return from;
}

static char *moved_to(long unused)
{
    (void)unused;
    char *from = touched();
    char *to = mremap(from, page, 4 * page, MREMAP_MAYMOVE);

    if (to == MAP_FAILED) {
        skip("mremap");
    }
    return to + 3 * page;
}

static char *shrunk(long unused)
{
    (void)unused;
    char *at = private_memory(4 * page, R | W);

    if (mremap(at, 4 * page, 2 * page, 0) == MAP_FAILED) {
        skip("mremap");
    }
    return at + 2 * page;
}

/* Two pages of four, into the middle of eight that cannot be touched; and an offset from their new start. */
static char *moved_over(long pages)
{
    char *from = private_memory(4 * page, R | W);
    char *to = private_memory(8 * page, PROT_NONE) + 2 * page;

    *from = 7;
    if (mremap(from, 2 * page, 2 * page, MREMAP_MAYMOVE | MREMAP_FIXED, to) == MAP_FAILED) {
        skip("mremap");
    }
    return to + pages * page;
}

static char *advised(long advice)
{
    char *at = touched();

    if (madvise(at, page, advice) != 0) {
        skip("madvise");
    }
    return at;
}

static char *sealed(long protection)
{
    char *at = private_memory(page, protection);

    if (syscall(SYS_MSEAL, at, page, 0) != 0) {
        skip("mseal");
    }
    return at;
}

static char *huge(long unused)
{
    (void)unused;
    char *at = private_memory(2 * HUGE_PAGE, R | W);

    at += HUGE_PAGE - ((long)at & (HUGE_PAGE - 1));
    if (madvise(at, HUGE_PAGE, MADV_HUGEPAGE) != 0) {
        skip("MADV_HUGEPAGE");
    }
    *at = 1;
    return at + HUGE_PAGE / 2;
}

/* All of it is in memory; then one page in its middle is made read-only. An offset from that page. */
static char *huge_around_read_only(long offset)
{
    char *at = huge(0);

    for (char *each = at - HUGE_PAGE / 2; each < at + HUGE_PAGE / 2; each += page) {
        *each = 1;
    }
    return protect(at, page, R) + offset;
}

static char *given_back_though_locked(long unused)
{
    (void)unused;
    char *at = map(2 * page, R | W, MAP_PRIVATE | MAP_ANONYMOUS | MAP_LOCKED, -1, 0);

    if (madvise(at, page, DONTNEED_LOCKED) != 0) {
        skip("MADV_DONTNEED_LOCKED");
    }
    return at;
}

static char *read_implies_execute(long protection)
{
    if (personality(READ_IMPLIES_EXEC) == -1) {
        skip("personality");
    }
    return private_memory(page, protection);
}

const struct access_case change_cases[] = {
    {"present_then_none", touched_then, ALL, PROT_NONE},
    {"present_then_r", touched_then, ALL, R},
    {"present_then_w", touched_then, ALL, W},
    {"present_then_x", touched_then, ALL, X},
    {"present_then_rx", touched_then, ALL, R | X},
    {"present_then_rwx", touched_then, ALL, R | W | X},
    {"shared_present_then_none", shared_touched_then, ALL, PROT_NONE},
    {"shared_present_then_r", shared_touched_then, ALL, R},
    {"none_then_rw", opened, ALL, R | W},
    {"none_then_rx", opened, ALL, R | X},
    {"munmapped", unmapped, ALL, 0},
    {"mremap_old", moved, ALL, 0},
    {"mremap_dontunmap_old", moved, ALL, MREMAP_DONTUNMAP},
    {"mremap_grown", moved_to, ALL, 0},
    {"mremap_shrunk", shrunk, ALL, 0},
    {"mremap_over_none", moved_over, ALL, 0},
    {"mremap_over_none_last", moved_over, ALL, 1},
    {"mremap_behind", moved_over, ALL, 2},
    {"mremap_before", moved_over, ALL, -1},
    {"dontneed", advised, ALL, MADV_DONTNEED},
    {"dontneed_locked", given_back_though_locked, ALL, 0},
    {"madv_free", advised, ALL, MADV_FREE},
    {"ksm", advised, ALL, MADV_MERGEABLE},
    {"cold", advised, ALL, MADV_COLD},
    {"pageout", advised, ALL, MADV_PAGEOUT},
    {"mseal_r", sealed, ALL, R},
    {"mseal_rw", sealed, ALL, R | W},
    {"thp", huge, ALL, 0},
    {"thp_read_only_page", huge_around_read_only, ALL, 0},
    {"thp_behind_read_only_page", huge_around_read_only, ALL, 4096},
    {"thp_before_read_only_page", huge_around_read_only, ALL | STRADDLES, -4},
    {"read_implies_exec_r", read_implies_execute, ALL, R},
    {"read_implies_exec_rw", read_implies_execute, ALL, R | W},
    {0},
};
