/*
 * named NAMES FOLDER: has a child of each name in the file NAMES, where a NUL ends each, maps a page of each file in FOLDER,
 * says READY, and waits. The children end with it.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void start_named(const char *path)
{
    FILE *names = fopen(path, "r");
    char *name = NULL;
    size_t size = 0;

    if (names == NULL) {
        fail(path);
    }
    while (getdelim(&name, &size, '\0', names) > 0) {
        pid_t child = fork();
        if (child < 0) {
            fail("fork");
        }
        if (child == 0) {
            prctl(PR_SET_NAME, name);
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            for (;;) {
                pause();
            }
        }
    }
    free(name);
    fclose(names);
}

static void map_files(const char *path)
{
    DIR *folder = opendir(path);

    if (folder == NULL) {
        fail(path);
    }
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        int file = entry->d_type == DT_REG ? openat(dirfd(folder), entry->d_name, O_RDONLY) : -1;
        if (file >= 0) {
            if (mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, file, 0) == MAP_FAILED) {
                fail("mmap");
            }
            close(file);
        }
    }
    closedir(folder);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "named NAMES FOLDER\n");
        return 1;
    }
    start_named(argv[1]);
    map_files(argv[2]);
    puts("READY");
    fflush(stdout);
    pause();
    return 0;
}
