/* changes: waits for a line, changes its address space in ten ways, and says DONE. */
#define _GNU_SOURCE
#include <alloca.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define KIB 1024L
#define GIB (1024L * 1024 * 1024)
#define PRIVATE (MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE)

/* Far from each other, so that the kernel joins none of them. */
static char *at(long number) { return (char *)(0x200000000000L + number * GIB); }

static char *map(long number, long offset, long size, int permissions)
{
    char *place = at(number) + offset;
    char *mapped = mmap(place, size, permissions, PRIVATE, -1, 0);

    if (mapped != place) {
        perror("mmap");
        exit(1);
    }
    return mapped;
}

static void *idle(void *unused)
{
    (void)unused;
    pause();
    return NULL;
}

static void check(int failed, const char *what)
{
    if (failed) {
        perror(what);
        exit(1);
    }
}

static __attribute__((noinline)) void use_stack(long size)
{
    volatile char *deep = alloca(size);

    for (long i = size - 1; i >= 0; i -= 4 * KIB) {
        deep[i] = 1;
    }
}

int main(void)
{
    const int rw = PROT_READ | PROT_WRITE;
    int object = memfd_create("moves", 0);
    pthread_t thread;

    check(ftruncate(object, 64 * KIB), "ftruncate");
    map(0, 0, 64 * KIB, rw);
    map(1, 0, 64 * KIB, rw);
    check(mmap(at(2), 64 * KIB, rw, MAP_SHARED | MAP_FIXED_NOREPLACE, object, 0) != at(2), "memfd");
    map(3, 0, 96 * KIB, rw);
    map(4, 0, 64 * KIB, rw);
    map(5, 0, 64 * KIB, rw);
    map(6, 0, 64 * KIB, rw);
    map(6, 128 * KIB, 64 * KIB, rw);
    puts("READY");
    fflush(stdout);
    if (getchar() == EOF) {
        return 1;
    }
    check(mprotect(at(0) + 16 * KIB, 8 * KIB, PROT_READ), "mprotect");
    check(munmap(at(1) + 16 * KIB, 8 * KIB), "munmap");
    check(mremap(at(2), 64 * KIB, 64 * KIB, MREMAP_MAYMOVE | MREMAP_FIXED, at(12)) != at(12), "mremap");
    check(munmap(at(3), 96 * KIB), "munmap");
    check(mremap(at(4), 64 * KIB, 128 * KIB, 0) != at(4), "mremap");
    check(mprotect(at(5), 64 * KIB, PROT_READ | PROT_EXEC), "mprotect");
    map(6, 64 * KIB, 64 * KIB, rw);
    map(7, 0, 192 * KIB, PROT_READ);
    check(sbrk(1024 * KIB) == (void *)-1, "sbrk");
    check(pthread_create(&thread, NULL, idle, NULL), "pthread_create");
    use_stack(1024 * KIB);
    puts("DONE");
    fflush(stdout);
    pause();
    return 0;
}
