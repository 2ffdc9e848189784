/* Files that exist in memory only: memfd, secretmem, POSIX shared memory, /dev/zero. */
#include "access.h"
#include <fcntl.h>
#include <linux/falloc.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447
#endif
#ifndef F_SEAL_FUTURE_WRITE
#define F_SEAL_FUTURE_WRITE 0x10
#endif

static int memfd_of(long pages)
{
    int file = memfd_create("memory (deleted)", MFD_ALLOW_SEALING);

    if (file < 0) {
        skip("memfd_create");
    }
    resize(file, pages * page);
    return file;
}

static char *memfd(long protection)
{
    return map(page, protection, MAP_SHARED, memfd_of(1), 0);
}

static char *memfd_past_end(long flags)
{
    return map(4 * page, R | W, flags, memfd_of(1), 0) + page;
}

/* The file became longer after it was mapped; an offset in pages. */
static char *memfd_grown(long pages)
{
    int file = memfd_of(2);
    char *at = map(5 * page, R | W, MAP_SHARED, file, 0);

    if (fcntl(file, F_ADD_SEALS, F_SEAL_FUTURE_WRITE | F_SEAL_SHRINK) != 0) {
        skip("F_ADD_SEALS");
    }
    resize(file, 3 * page);
    return at + pages * page;
}

static char *memfd_empty(long protection)
{
    return map(page, protection, MAP_SHARED, memfd_of(0), 0);
}

static char *memfd_hole(long flags)
{
    return map(64 * page, R | W, flags, memfd_of(64), 0) + 32 * page;
}

static char *memfd_punched(long unused)
{
    (void)unused;
    int file = memfd_of(4);
    char *at = map(4 * page, R | W, MAP_SHARED, file, 0) + page;

    *at = 1;
    if (fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, page, page) != 0) {
        skip("fallocate");
    }
    return at;
}

static int sealed(int seals)
{
    int file = memfd_of(1);

    if (fcntl(file, F_ADD_SEALS, seals) != 0) {
        skip("F_ADD_SEALS");
    }
    return file;
}

static char *sealed_then_mapped(long flags)
{
    return map(page, flags == MAP_SHARED ? R : (R | W), flags, sealed(F_SEAL_WRITE | F_SEAL_SHRINK), 0);
}

/* A mapping from before the seal stays writable. */
static char *mapped_then_sealed(long unused)
{
    (void)unused;
    int file = memfd_of(1);
    char *at = map(page, R | W, MAP_SHARED, file, 0);

    if (fcntl(file, F_ADD_SEALS, F_SEAL_FUTURE_WRITE) != 0) {
        skip("F_ADD_SEALS");
    }
    return at;
}

static char *secretmem(long pages)
{
    int file = syscall(SYS_memfd_secret, 0);

    if (file < 0) {
        skip("memfd_secret");
    }
    resize(file, page);
    return map(4 * page, R | W, MAP_SHARED, file, 0) + pages * page;
}

static char *posix(long pages)
{
    shm_unlink("/access");
    int file = shm_open("/access", O_CREAT | O_EXCL | O_RDWR, 0600);

    if (file < 0) {
        skip("shm_open");
    }
    remove_at_end("/dev/shm/access");
    resize(file, page);
    return map(4 * page, R | W, MAP_SHARED, file, 0) + pages * page;
}

static char *zero_device(long flags)
{
    return map(page, R | W, flags, open("/dev/zero", O_RDWR), 0);
}

const struct access_case memory_file_cases[] = {
    {"memfd_r", memfd, ALL, R},
    {"memfd_rw", memfd, ALL, R | W},
    {"memfd_rx", memfd, ALL, R | X},
    {"memfd_past_end", memfd_past_end, ALL, MAP_SHARED},
    {"memfd_past_end_private", memfd_past_end, ALL, MAP_PRIVATE},
    {"memfd_grown", memfd_grown, ALL, 2},
    {"memfd_grown_past_end", memfd_grown, ALL, 3},
    {"memfd_empty", memfd_empty, ALL, R | W},
    {"memfd_empty_r", memfd_empty, ALL, R},
    {"memfd_hole", memfd_hole, ALL, MAP_SHARED},
    {"memfd_hole_private", memfd_hole, ALL, MAP_PRIVATE},
    {"memfd_punched", memfd_punched, ALL, 0},
    {"memfd_sealed_shared", sealed_then_mapped, ALL, MAP_SHARED},
    {"memfd_sealed_private", sealed_then_mapped, ALL, MAP_PRIVATE},
    {"memfd_sealed_later", mapped_then_sealed, ALL, 0},
    {"secretmem", secretmem, ALL, 0},
    {"secretmem_past_end", secretmem, ALL, 1},
    {"posix_shm", posix, ALL, 0},
    {"posix_shm_past_end", posix, ALL, 1},
    {"dev_zero_private", zero_device, ALL, MAP_PRIVATE},
    {"dev_zero_shared", zero_device, ALL, MAP_SHARED},
    {0},
};
