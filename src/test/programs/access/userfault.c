/* Memory whose faults this process itself would have to answer, and does not. */
#include "access.h"
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY 1
#endif
/* Newer than the headers of some systems. */
#define FEATURE_POISON (1 << 14)
#define FEATURE_WP_ASYNC (1 << 15)
#define POISON _IOWR(UFFDIO, 0x08, struct poison)

struct poison {
    struct uffdio_range range;
    __u64 mode;
    __s64 updated;
};

static int opened(__u64 features)
{
    int file = syscall(SYS_userfaultfd, O_CLOEXEC | UFFD_USER_MODE_ONLY);
    struct uffdio_api api = {.api = UFFD_API, .features = features};

    if (file < 0 || ioctl(file, UFFDIO_API, &api) != 0) {
        skip("userfaultfd");
    }
    return file;
}

static void watch(int file, char *at, __u64 mode)
{
    struct uffdio_register watched = {.range = {(unsigned long)at, page}, .mode = mode};

    if (ioctl(file, UFFDIO_REGISTER, &watched) != 0) {
        skip("UFFDIO_REGISTER");
    }
}

static char *memory(void)
{
    return private_memory(page, R | W);
}

static char *missing(long features)
{
    char *at = memory();

    watch(opened(features), at, UFFDIO_REGISTER_MODE_MISSING);
    return at;
}

static char *missing_but_present(long unused)
{
    (void)unused;
    char *at = memory();

    *at = 1;
    watch(opened(0), at, UFFDIO_REGISTER_MODE_MISSING);
    return at;
}

static char *missing_read_only(long unused)
{
    return protect(missing(unused), page, R);
}

static char *closed(long unused)
{
    (void)unused;
    char *at = memory();
    int file = opened(0);

    watch(file, at, UFFDIO_REGISTER_MODE_MISSING);
    close(file);
    return at;
}

/* The page is in the file, but not in this mapping. */
static char *minor(long unused)
{
    (void)unused;
    int file = memfd_create("minor", 0);

    if (file < 0 || write(file, "", 1) != 1) {
        skip("memfd_create");
    }
    resize(file, page);
    char *at = map(page, R | W, MAP_SHARED, file, 0);

    watch(opened(UFFD_FEATURE_MINOR_SHMEM), at, UFFDIO_REGISTER_MODE_MINOR);
    return at;
}

static char *write_protected(long features)
{
    char *at = memory();
    int file = opened(features);
    struct uffdio_writeprotect protect = {.range = {(unsigned long)at, page}, .mode = UFFDIO_WRITEPROTECT_MODE_WP};

    *at = 1;
    watch(file, at, UFFDIO_REGISTER_MODE_WP);
    if (ioctl(file, UFFDIO_WRITEPROTECT, &protect) != 0) {
        skip("UFFDIO_WRITEPROTECT");
    }
    return at;
}

static char *poisoned(long features)
{
    char *at = memory();
    int file = opened(features);
    struct poison poison = {.range = {(unsigned long)at, page}};

    watch(file, at, UFFDIO_REGISTER_MODE_MISSING);
    if (ioctl(file, POISON, &poison) != 0) {
        skip("UFFDIO_POISON");
    }
    return at;
}

const struct access_case userfault_cases[] = {
    {"uffd_missing", missing, ALL, 0},
    {"uffd_missing_present", missing_but_present, ALL, 0},
    {"uffd_missing_r", missing_read_only, ALL, 0},
    {"uffd_sigbus", missing, ALL, UFFD_FEATURE_SIGBUS},
    {"uffd_closed", closed, ALL, 0},
    {"uffd_minor", minor, ALL, 0},
    {"uffd_write_protected", write_protected, ALL, UFFD_FEATURE_PAGEFAULT_FLAG_WP},
    {"uffd_write_protected_async", write_protected, ALL, FEATURE_WP_ASYNC},
    {"uffd_poison", poisoned, ALL, FEATURE_POISON},
    {0},
};
