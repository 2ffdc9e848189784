/* Mappings of regular files, inside the file. */
#include "access.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *private_file(long protection)
{
    return map(page, protection, MAP_PRIVATE, file_of(page), 0);
}

static char *shared_file(long protection)
{
    return map(page, protection, MAP_SHARED, file_of(page), 0);
}

static char *present_file(long protection)
{
    return map(page, protection, MAP_SHARED | MAP_POPULATE, file_of(page), 0);
}

static char *copied(long unused)
{
    (void)unused;
    char *at = map(4 * page, R | W, MAP_PRIVATE, file_of(4 * page), 0) + page;

    *at = 1;
    return at;
}

static char *hole(long unused)
{
    (void)unused;
    int file = file_of(0);

    resize(file, 16 * page);
    return map(16 * page, R | W, MAP_SHARED, file, 0) + 8 * page;
}

static char *with_offset(long offset)
{
    return map(page, R, MAP_PRIVATE, file_of(4 * page), offset * page);
}

/* The descriptor is closed: only the mapping holds the file. */
static char *closed(long unused)
{
    (void)unused;
    int file = file_of(page);
    char *at = map(page, R | W, MAP_SHARED, file, 0);

    close(file);
    return at;
}

static char *deleted(long size)
{
    char *at = map(4 * page, R | W, MAP_SHARED, file_of(size * page), 0);

    remove_files();
    return at + page;
}

/* At the path is a longer file now. */
static char *replaced(long size)
{
    char path[] = "/tmp/access-XXXXXX", other[sizeof path + 2];
    int file = mkstemp(path), longer;

    snprintf(other, sizeof other, "%s-2", path);
    if (file < 0 || (longer = open(other, O_CREAT | O_RDWR, 0600)) < 0) {
        skip("open");
    }
    remove_at_end(path);
    resize(file, size * page);
    resize(longer, 16 * page);
    char *at = map(4 * page, R | W, MAP_SHARED, file, 0);

    if (rename(other, path) != 0) {
        skip("rename");
    }
    return at + page;
}

static char *in_file_called(char *path, long size)
{
    int file = open(path, O_CREAT | O_RDWR, 0600);

    if (file < 0) {
        skip("open");
    }
    remove_at_end(path);
    resize(file, size * page);
    return map(4 * page, R | W, MAP_SHARED, file, 0) + page;
}

/* The file is called as the kernel would print it were it deleted. */
static char *named_deleted(long size)
{
    return in_file_called("/tmp/access-file (deleted)", size);
}

static char *named_with_lines(long size)
{
    return in_file_called("/tmp/access\n55d000-55e000 rwxp\\012 file", size);
}

/* The path is another one for who looks from outside. */
static char *behind_chroot(long size)
{
    char root[] = "/tmp/access-root-XXXXXX";
    int outside = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (outside < 0 || !mkdtemp(root)) {
        skip("mkdtemp");
    }
    remove_folder_at_end(outside, root + 1);
    if (chroot(root) != 0 || chdir("/") != 0) {
        skip("chroot");
    }
    return in_file_called("/file", size);
}

const struct access_case file_cases[] = {
    {"file_none", private_file, ALL, PROT_NONE},
    {"file_r", private_file, ALL, R},
    {"file_w", private_file, ALL, W},
    {"file_rw", private_file, ALL, R | W},
    {"file_rx", private_file, ALL, R | X},
    {"file_x", private_file, ALL, X},
    {"file_rwx", private_file, ALL, R | W | X},
    {"file_shared_none", shared_file, ALL, PROT_NONE},
    {"file_shared_r", shared_file, ALL, R},
    {"file_shared_w", shared_file, ALL, W},
    {"file_shared_rw", shared_file, ALL, R | W},
    {"file_shared_rx", shared_file, ALL, R | X},
    {"file_present_r", present_file, ALL, R},
    {"file_present_rw", present_file, ALL, R | W},
    {"file_copied", copied, ALL, 0},
    {"file_hole", hole, ALL, 0},
    {"file_last_page", with_offset, ALL, 3},
    {"file_closed", closed, ALL, 0},
    {"file_deleted", deleted, ALL, 4},
    {"file_deleted_past_end", deleted, ALL, 1},
    {"file_replaced", replaced, ALL, 4},
    {"file_replaced_past_end", replaced, ALL, 1},
    {"file_named_deleted", named_deleted, ALL, 4},
    {"file_named_deleted_past_end", named_deleted, ALL, 1},
    {"file_named_with_lines", named_with_lines, ALL, 4},
    {"file_named_with_lines_past_end", named_with_lines, ALL, 1},
    {"file_chroot", behind_chroot, ALL, 4},
    {"file_chroot_past_end", behind_chroot, ALL, 1},
    {0},
};
