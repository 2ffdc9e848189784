/* The main stack, which grows down to where it is accessed, and other mappings that do. */
#include "access.h"
#include "stack.h"
#include <sys/syscall.h>
#include <unistd.h>

#define KIB(n) ((n) * 1024L)
#define MIB(n) ((n) * 1024L * 1024L)

static char *inside(long offset)
{
    return mapping_named("[stack]").start + offset;
}

static char *below(long bytes)
{
    limit_stack(MIB(8));
    return mapping_named("[stack]").start - bytes;
}

static char *above(long bytes)
{
    return mapping_named("[stack]").end + bytes;
}

/* Another mapping so far below, and an access so far above its end. */
static char *neighbour(long distance, int protection, long above_its_end)
{
    limit_stack(MIB(8));
    char *at = map_at(mapping_named("[stack]").start - distance, page, protection, 0);

    return at + page + above_its_end;
}

static char *in_guard_gap(long protection)
{
    return neighbour(KIB(512), protection, KIB(64));
}

static char *above_guard_gap(long protection)
{
    return neighbour(MIB(4), protection, MIB(2));
}

static char *gap_begins(long bytes)
{
    return neighbour(MIB(4), R | W, bytes);
}

static char *below_neighbour(long protection)
{
    return neighbour(MIB(2), protection, 0) - MIB(1);
}

/* The lowest page is another mapping now, without a name, and it is the one that grows. */
static char *protected_bottom(long protection)
{
    char *bottom = mapping_named("[stack]").start;

    limit_stack(MIB(8));
    protect(bottom, page, protection);
    return bottom - page;
}

static char *guarded(long offset)
{
    char *bottom = mapping_named("[stack]").start;

    limit_stack(MIB(8));
    if (madvise(bottom, page, GUARD_INSTALL) != 0) {
        skip("MADV_GUARD_INSTALL");
    }
    return bottom + offset;
}

/* One page that grows down, with room for 16 MiB. */
static char *growing(int protection)
{
    limit_stack(MIB(8));
    return map_at(unused(MIB(16)) + MIB(15), page, protection, MAP_GROWSDOWN);
}

static char *below_growing(long protection)
{
    return growing(protection) - 100;
}

static char *far_below_growing(long bytes)
{
    return growing(R | W) - bytes;
}

static char *below_sealed(long protection)
{
    char *at = growing(protection);

    if (syscall(SYS_MSEAL, at, page, 0) != 0) {
        skip("mseal");
    }
    return at - page;
}

/* The mapping below grows too, and so needs no gap. */
static char *above_growing(long flags)
{
    char *at = growing(R | W);

    map_at(at - KIB(512), page, R | W, flags);
    return at - page;
}

/* Another mapping so far below the one that grows. */
static char *growing_above(long distance, int protection)
{
    char *at = growing(R | W);

    map_at(at - distance, page, protection, 0);
    return at - 8;
}

static char *growing_near(long protection)
{
    return growing_above(58 * page, protection);
}

static char *growing_next_to(long protection)
{
    return growing_above(page, protection);
}

static char *growing_far_from(long protection)
{
    return growing_above(MIB(2), protection);
}

const struct access_case stack_cases[] = {
    {"stack_inside", inside, ALL, 5000},
    {"stack_just_below", below, ALL, 8},
    {"stack_1m_below", below, ALL, MIB(1)},
    {"stack_7m_below", below, ALL, MIB(7)},
    {"stack_9m_below", below, ALL, MIB(9)},
    {"stack_above", above, ALL, 0},
    {"stack_in_guard_gap", in_guard_gap, ALL, R | W},
    {"stack_in_guard_gap_of_r", in_guard_gap, ALL, R},
    {"stack_in_guard_gap_of_none", in_guard_gap, ALL, PROT_NONE},
    {"stack_above_guard_gap", above_guard_gap, ALL, R | W},
    {"stack_guard_gap_last_page", gap_begins, ALL, MIB(1) - 4096},
    {"stack_guard_gap_first_above", gap_begins, ALL, MIB(1)},
    {"stack_below_neighbour", below_neighbour, ALL, R | W},
    {"stack_below_neighbour_none", below_neighbour, ALL, PROT_NONE},
    {"stack_bottom_r", protected_bottom, ALL, R},
    {"stack_bottom_none", protected_bottom, ALL, PROT_NONE},
    {"stack_guard", guarded, ALL, 0},
    {"stack_below_guard", guarded, ALL, -4096},
    {"growsdown_below", below_growing, ALL, R | W},
    {"growsdown_1m_below", far_below_growing, ALL, MIB(1)},
    {"growsdown_9m_below", far_below_growing, ALL, MIB(9)},
    {"growsdown_r_below", below_growing, ALL, R},
    {"growsdown_none_below", below_growing, ALL, PROT_NONE},
    {"growsdown_rwx_below", below_growing, ALL, R | W | X},
    {"growsdown_sealed_below", below_sealed, ALL, R | W},
    {"growsdown_above_growsdown", above_growing, ALL, MAP_GROWSDOWN},
    {"growsdown_in_guard_gap", above_growing, ALL, 0},
    {"growsdown_near_r", growing_near, ALL | STRADDLES, R},
    {"growsdown_near_none", growing_near, ALL | STRADDLES, PROT_NONE},
    {"growsdown_next_to_rw", growing_next_to, ALL, R | W},
    {"growsdown_next_to_none", growing_next_to, ALL, PROT_NONE},
    {"growsdown_far_from_r", growing_far_from, ALL, R},
    {0},
};
