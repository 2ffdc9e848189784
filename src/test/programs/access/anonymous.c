/* Memory without a file, as it was mapped; and addresses at which nothing is mapped. */
#include "access.h"
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

#ifndef MAP_DROPPABLE
#define MAP_DROPPABLE 0x08
#endif
#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#define PR_SET_VMA_ANON_NAME 0
#endif

static char *number(long address)
{
    return (char *)address;
}

static char *gap(long unused)
{
    (void)unused;
    char *at = private_memory(3 * page, R | W);

    munmap(at + page, page);
    return at + page;
}

static char *between_none(long unused)
{
    (void)unused;
    char *at = private_memory(3 * page, PROT_NONE);

    munmap(at + page, page);
    return at + page;
}

static char *fixed_low(long address)
{
    char *at = mmap((char *)address, page, R | W, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);

    if (at == MAP_FAILED) {
        skip("mmap");
    }
    return at;
}

/* The lowest page that this machine lets a process map, and an offset from its start. */
static char *lowest(long offset)
{
    FILE *file = fopen("/proc/sys/vm/mmap_min_addr", "r");
    long address = 0;

    if (!file || fscanf(file, "%ld", &address) != 1) {
        skip("mmap_min_addr");
    }
    fclose(file);
    return fixed_low((address + page - 1) & -page) + offset;
}

static char *private_with(long protection)
{
    return private_memory(page, protection);
}

static char *shared_with(long protection)
{
    return map(page, protection, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

static char *present_with(long protection)
{
    return map(page, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
}

static char *present_shared_with(long protection)
{
    return map(page, protection, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
}

/* Read only so far: the page is the one of zeros that all share. */
static char *zero_page(long unused)
{
    (void)unused;
    char *at = private_memory(page, R | W);

    (void)*(volatile char *)at;
    return at;
}

static char *without_reserve(long bytes)
{
    return map(bytes, R | W, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) + bytes / 2;
}

static char *locked(long flags)
{
    char *at = private_memory(page, R | W);

    if (mlock2(at, page, flags) != 0) {
        skip("mlock2");
    }
    return at;
}

static char *droppable(long unused)
{
    (void)unused;
    return map(page, R | W, MAP_DROPPABLE | MAP_ANONYMOUS, -1, 0);
}

static char *named(long unused)
{
    (void)unused;
    char *at = private_memory(page, R | W);

    if (prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, at, page, "heap") != 0) {
        skip("PR_SET_VMA_ANON_NAME");
    }
    return at;
}

static char *without_key(long protection)
{
    char *at = private_memory(page, R | W);
    int key = pkey_alloc(0, PKEY_DISABLE_ACCESS);

    if (key < 0) {
        skip("pkey_alloc");
    }
    if (pkey_mprotect(at, page, protection, key) != 0) {
        skip("pkey_mprotect");
    }
    return at;
}

/* The first byte that is added to the heap, or an offset from its new end. */
static char *heap(long offset)
{
    char *start = sbrk(0);

    /* The break ends in the middle of a page. */
    if (sbrk(4 * page + page / 2 - ((long)start & (page - 1))) == (void *)-1) {
        skip("sbrk");
    }
    *start = 1;
    return offset == 0 ? start : (char *)sbrk(0) + offset;
}

const struct access_case anonymous_cases[] = {
    {"null_0", number, ALL, 0},
    {"null_10", number, ALL, 0x10},
    {"null_fff", number, ALL, 0xfff},
    {"low_8000", number, ALL, 0x8000},
    {"low_ffff", number, ALL, 0xffff},
    {"low_10000", number, ALL, 0x10000},
    {"low_1m", number, ALL, 1L << 20},
    {"lowest_mapped", lowest, ALL, 0},
    {"below_lowest_mapped", lowest, ALL | STRADDLES, -4},
    {"low_mapped", fixed_low, ALL, 0x10000},
    {"null_mapped", fixed_low, ALL, 0},
    {"gap", gap, ALL, 0},
    {"gap_between_none", between_none, ALL, 0},
    {"anon_none", private_with, ALL, PROT_NONE},
    {"anon_r", private_with, ALL, R},
    {"anon_w", private_with, ALL, W},
    {"anon_x", private_with, ALL, X},
    {"anon_rw", private_with, ALL, R | W},
    {"anon_rx", private_with, ALL, R | X},
    {"anon_wx", private_with, ALL, W | X},
    {"anon_rwx", private_with, ALL, R | W | X},
    {"anon_r_present", present_with, ALL, R},
    {"anon_w_present", present_with, ALL, W},
    {"anon_x_present", present_with, ALL, X},
    {"anon_rw_present", present_with, ALL, R | W},
    {"anon_rwx_present", present_with, ALL, R | W | X},
    {"anon_zero_page", zero_page, ALL, 0},
    {"shanon_none", shared_with, ALL, PROT_NONE},
    {"shanon_r", shared_with, ALL, R},
    {"shanon_w", shared_with, ALL, W},
    {"shanon_x", shared_with, ALL, X},
    {"shanon_rw", shared_with, ALL, R | W},
    {"shanon_rx", shared_with, ALL, R | X},
    {"shanon_wx", shared_with, ALL, W | X},
    {"shanon_rwx", shared_with, ALL, R | W | X},
    {"shanon_rw_present", present_shared_with, ALL, R | W},
    {"noreserve_1t", without_reserve, ALL, 1L << 40},
    {"locked", locked, ALL, 0},
    {"locked_on_fault", locked, ALL, MLOCK_ONFAULT},
    {"droppable", droppable, ALL, 0},
    {"named", named, ALL, 0},
    {"pkey_no_access", without_key, ALL, R | W},
    {"heap_in", heap, ALL, 0},
    {"heap_brk_tail", heap, ALL, 16},
    {"heap_above_brk", heap, ALL, 1 << 14},
    {0},
};
