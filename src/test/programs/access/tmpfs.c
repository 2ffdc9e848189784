/* A full file system in memory: even a read of a hole needs a block. */
#include "access.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/vfs.h>
#include <unistd.h>

/* Where the container has a tmpfs of 1 MiB. */
#define FULL "/full"
#define OWN "/mnt"

/* The small tmpfs; without one, one that only this process sees. */
static const char *small_tmpfs(void)
{
    struct statfs about;

    if (statfs(FULL, &about) == 0 && about.f_type == TMPFS_MAGIC) {
        return FULL;
    }
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0
        || mount("access", OWN, "tmpfs", 0, "size=1m") != 0) {
        skip("tmpfs");
    }
    return OWN;
}

static int new_file(const char *folder, const char *name)
{
    char path[100];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
    int file = open(path, O_CREAT | O_RDWR, 0600);

    if (file < 0) {
        skip("open");
    }
    remove_at_end(path);
    return file;
}

static void fill(int file)
{
    char zeros[4096] = {0};

    while (write(file, zeros, sizeof zeros) > 0) {
    }
    if (errno != ENOSPC) {
        skip("write");
    }
}

/* A file of 32 pages, of which only the first is written, and one to fill the file system with. */
struct files {
    int sparse;
    int filler;
};

static struct files two_files(void)
{
    const char *folder = small_tmpfs();
    struct files made = {new_file(folder, "sparse"), new_file(folder, "filler")};

    resize(made.sparse, 32 * page);
    if (write(made.sparse, "", 1) != 1) {
        skip("write");
    }
    return made;
}

static int sparse_in_full(void)
{
    struct files made = two_files();

    fill(made.filler);
    return made.sparse;
}

static char *full_shared(long pages)
{
    return map(32 * page, R | W, MAP_SHARED, sparse_in_full(), 0) + pages * page;
}

static char *full_private(long protection)
{
    return map(32 * page, protection, MAP_PRIVATE, sparse_in_full(), 0) + 8 * page;
}

static char *with_room(long flags)
{
    return map(32 * page, R | W, flags, two_files().sparse, 0) + 8 * page;
}

static char *copied(long unused)
{
    (void)unused;
    struct files made = two_files();
    char *at = map(32 * page, R | W, MAP_PRIVATE, made.sparse, 0);

    *at = 1;
    fill(made.filler);
    return at;
}

const struct access_case tmpfs_cases[] = {
    {"tmpfs_full_hole", full_shared, ALL, 8},
    {"tmpfs_full_written", full_shared, ALL, 0},
    {"tmpfs_full_hole_private", full_private, ALL, R | W},
    {"tmpfs_full_hole_private_r", full_private, ALL, R},
    {"tmpfs_full_copied", copied, ALL, 0},
    {"tmpfs_hole", with_room, ALL, MAP_SHARED},
    {"tmpfs_hole_private", with_room, ALL, MAP_PRIVATE},
    {0},
};
