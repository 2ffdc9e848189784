/* What the cases are set up with. */
#include "access.h"
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Files of /tmp and of a small tmpfs, and folders that are reached from an open one. */
static struct {
    char path[100];
    int folder_in;
} removed[8];
static int removals;

void say(const char *format, ...)
{
    char line[300];
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);

    va_end(arguments);
    if (write(STDOUT_FILENO, line, length) != length) {
        _exit(1);
    }
}

void remove_at_end(const char *path)
{
    remove_folder_at_end(-1, path);
}

void remove_folder_at_end(int in, const char *path)
{
    removed[removals].folder_in = in;
    snprintf(removed[removals++].path, sizeof removed[0].path, "%s", path);
}

void remove_files(void)
{
    while (removals > 0) {
        removals--;
        if (removed[removals].folder_in < 0) {
            unlink(removed[removals].path);
        } else {
            unlinkat(removed[removals].folder_in, removed[removals].path, AT_REMOVEDIR);
        }
    }
}

_Noreturn void finish(int status)
{
    remove_files();
    _exit(status);
}

_Noreturn void skip(const char *reason)
{
    say(errno ? "SKIPPED %s: %s\n" : "SKIPPED %s\n", reason, strerror(errno));
    finish(0);
}

char *map(size_t bytes, int protection, int flags, int file, off_t offset)
{
    char *at = mmap(NULL, bytes, protection, flags, file, offset);

    if (at == MAP_FAILED) {
        skip("mmap");
    }
    return at;
}

char *private_memory(size_t bytes, int protection)
{
    return map(bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

char *unused(size_t bytes)
{
    char *at = private_memory(bytes, PROT_NONE);

    munmap(at, bytes);
    return at;
}

char *protect(char *at, size_t bytes, int protection)
{
    if (mprotect(at, bytes, protection) != 0) {
        skip("mprotect");
    }
    return at;
}

int file_of(size_t bytes)
{
    char path[] = "/tmp/access-XXXXXX";
    int file = mkstemp(path);
    char *zeros = calloc(1, bytes + 1);

    if (file < 0) {
        skip("mkstemp");
    }
    remove_at_end(path);
    if (!zeros || write(file, zeros, bytes) != (ssize_t)bytes) {
        skip("write");
    }
    free(zeros);
    return file;
}

void resize(int file, off_t bytes)
{
    if (ftruncate(file, bytes) != 0) {
        skip("ftruncate");
    }
}

struct range mapping_named(const char *name)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[4200];

    while (maps && fgets(line, sizeof line, maps)) {
        struct range found;
        int at = 0;

        if (sscanf(line, "%p-%p %*s %*s %*s %*s %n", (void **)&found.start, (void **)&found.end, &at) == 2
            && strcspn(line + at, "\n") == strlen(name) && strncmp(line + at, name, strlen(name)) == 0) {
            fclose(maps);
            return found;
        }
    }
    errno = 0;
    skip("no such mapping");
}
