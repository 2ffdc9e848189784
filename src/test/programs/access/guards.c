/* Pages that are there to fail: guard regions of madvise, and pages without permission. */
#include "access.h"
#include <errno.h>
#include <pthread.h>
#include <unistd.h>

static char *guarded(char *at)
{
    if (madvise(at, page, GUARD_INSTALL) != 0) {
        skip("MADV_GUARD_INSTALL");
    }
    return at;
}

static char *guard_in(long protection)
{
    return guarded(private_memory(3 * page, protection) + page);
}

/* The mapping lost permissions after the guard was made. */
static char *guard_then(long protection)
{
    char *at = private_memory(page, R | W);

    *at = 1;
    return protect(guarded(at), page, protection);
}

/* The guard lost its permissions and got them back; an offset from it. */
static char *guard_kept_by_protect(long offset)
{
    char *at = guard_in(R | W);

    protect(at, page, PROT_NONE);
    return protect(at, page, R | W) + offset;
}

static char *beside_guard(long unused)
{
    (void)unused;
    char *at = private_memory(3 * page, R | W);

    at[2 * page] = 1;
    return guarded(at + page) + page;
}

static char *removed(long unused)
{
    (void)unused;
    char *at = guard_in(R | W);

    if (madvise(at, page, GUARD_REMOVE) != 0) {
        skip("MADV_GUARD_REMOVE");
    }
    return at;
}

static char *guard_in_file(long flags)
{
    return guarded(map(4 * page, R | W, flags, file_of(4 * page), 0) + page);
}

static char *guard_in_read_only_file(long flags)
{
    return guarded(map(4 * page, R, flags, file_of(4 * page), 0) + page);
}

/* Behind the end of the file: the guard is found first. */
static char *guard_past_end(long flags)
{
    return guarded(map(4 * page, R | W, flags, file_of(page), 0) + 2 * page);
}

static char *guard_survives_dontneed(long advice)
{
    char *at = guard_in(R | W);

    if (madvise(at, page, advice) != 0) {
        skip("madvise");
    }
    return at;
}

static char *in_memfd(long unused)
{
    (void)unused;
    int file = memfd_create("guarded", 0);

    resize(file, 4 * page);
    return guarded(map(4 * page, R | W, MAP_SHARED, file, 0) + page);
}

static char *no_permission_between(long unused)
{
    (void)unused;
    return protect(private_memory(3 * page, R | W) + page, page, PROT_NONE);
}

static void *wait_for_ever(void *unused)
{
    pause();
    return unused;
}

/* So many pages above the lowest that is meant to be used. */
static char *thread_stack(long pages)
{
    pthread_attr_t attributes;
    pthread_t thread;
    void *bottom;
    size_t size;

    if ((errno = pthread_create(&thread, NULL, wait_for_ever, NULL)) != 0) {
        skip("pthread_create");
    }
    pthread_getattr_np(thread, &attributes);
    pthread_attr_getstack(&attributes, &bottom, &size);
    return (char *)bottom + pages * page;
}

const struct access_case guard_cases[] = {
    {"guard_anon", guard_in, ALL, R | W},
    {"guard_anon_r", guard_in, ALL, R},
    {"guard_anon_rwx", guard_in, ALL, R | W | X},
    {"guard_then_none", guard_then, ALL, PROT_NONE},
    {"guard_then_r", guard_then, ALL, R},
    {"guard_kept_by_protect", guard_kept_by_protect, ALL, 0},
    {"guard_kept_by_protect_reached", guard_kept_by_protect, STRADDLES, -4},
    {"guard_beside", beside_guard, ALL, 0},
    {"guard_removed", removed, ALL, 0},
    {"guard_kept_by_dontneed", guard_survives_dontneed, ALL, MADV_DONTNEED},
    {"guard_file_private", guard_in_file, ALL, MAP_PRIVATE},
    {"guard_file_shared", guard_in_file, ALL, MAP_SHARED},
    {"guard_file_r", guard_in_read_only_file, ALL, MAP_PRIVATE},
    {"guard_file_past_end", guard_past_end, ALL, MAP_SHARED},
    {"guard_memfd", in_memfd, ALL, 0},
    {"none_between", no_permission_between, ALL, 0},
    {"thread_guard", thread_stack, ALL, -1},
    {"thread_stack_bottom", thread_stack, ALL, 0},
    {"thread_stack", thread_stack, ALL, 16},
    {0},
};
