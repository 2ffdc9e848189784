/* What refuses a stack to grow: limits of stack, address space and locked memory. */
#include "access.h"
#include "stack.h"
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MIB(n) ((n) * 1024L * 1024L)

static void limit(int resource, long bytes)
{
    struct rlimit both;

    getrlimit(resource, &both);
    both.rlim_cur = bytes;
    if (setrlimit(resource, &both) != 0) {
        skip("setrlimit");
    }
}

void limit_stack(long bytes)
{
    limit(RLIMIT_STACK, bytes);
}

char *map_at(char *at, size_t bytes, int protection, int flags)
{
    char *got = mmap(at, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | flags, -1, 0);

    if (got != at) {
        skip("mmap");
    }
    return got;
}

static char *limited_stack(long bytes)
{
    limit_stack(bytes);
    return mapping_named("[stack]").start - MIB(1);
}

static char *raised(long bytes)
{
    limit_stack(bytes);
    return mapping_named("[stack]").start - MIB(16);
}

/* The limit counts from the end of the mapping down to the start of the page. */
static char *last_allowed(long pages)
{
    limit_stack(MIB(2));
    return mapping_named("[stack]").end - MIB(2) - pages * page;
}

/* So many kilobytes of address space, as /proc/self/status says. */
static long status_kib(const char *key)
{
    FILE *status = fopen("/proc/self/status", "r");
    char line[200];
    long kib;

    while (status && fgets(line, sizeof line, status)) {
        char name[100];

        if (sscanf(line, "%99[^:]: %ld kB", name, &kib) == 2 && strcmp(name, key) == 0) {
            fclose(status);
            return kib;
        }
    }
    skip(key);
}

static char *limited_address_space(long room)
{
    struct range stack = mapping_named("[stack]");

    limit_stack(MIB(8));
    limit(RLIMIT_AS, status_kib("VmSize") * 1024 + room);
    return stack.start - MIB(1);
}

static void drop_capabilities(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0}};

    if (syscall(SYS_capset, &header, none) != 0) {
        skip("capset");
    }
}

/* The lowest page is locked, so what grows from it is; room for so much more. */
static char *limited_locked(long room)
{
    char *bottom = mapping_named("[stack]").start;

    limit_stack(MIB(8));
    if (mlock(bottom, page) != 0) {
        skip("mlock");
    }
    limit(RLIMIT_MEMLOCK, page + room);
    drop_capabilities();
    return bottom - MIB(1);
}

static char *locked_without_limit(long bytes)
{
    char *bottom = mapping_named("[stack]").start;

    limit_stack(MIB(8));
    if (mlock(bottom, page) != 0) {
        skip("mlock");
    }
    return bottom - bytes;
}

const struct access_case stack_limit_cases[] = {
    {"stack_limit_lowered", limited_stack, ALL, MIB(1)},
    {"stack_limit_raised", raised, ALL, MIB(64)},
    {"stack_limit_last_page", last_allowed, ALL, 0},
    {"stack_limit_one_more", last_allowed, ALL, 1},
    {"stack_address_space_limit", limited_address_space, ALL, MIB(1) / 2},
    {"stack_address_space_room", limited_address_space, ALL, MIB(2)},
    {"stack_locked_limit", limited_locked, ALL, MIB(1) / 2},
    {"stack_locked_room", limited_locked, ALL, MIB(2)},
    {"stack_locked_below", locked_without_limit, ALL, 4096},
    {0},
};
