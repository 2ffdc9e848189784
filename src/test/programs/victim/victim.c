/*
 * victim MEBIBYTES [MAPPINGS]: has that much memory in pages of 4 KiB and that many other mappings, says READY, and from
 * then on maps, touches and unmaps 64 KiB every half millisecond. A line on standard input makes it say how many times it did so since the line before, and how
 * long that took it: median, 99.9 % and longest, in microseconds.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#define MOST 1000000
#define PROBE (64 << 10)
#define PAGE 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static double taken[MOST];
static int count;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void *probe(void *unused)
{
    struct timespec pause = {0, 500000};

    while (1) {
        double began = now();
        char *at = mmap(NULL, PROBE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

        if (at == MAP_FAILED) {
            perror("mmap");
            exit(1);
        }
        memset(at, 1, PROBE);
        munmap(at, PROBE);
        began = now() - began;
        pthread_mutex_lock(&lock);
        if (count < MOST) {
            taken[count++] = began;
        }
        pthread_mutex_unlock(&lock);
        nanosleep(&pause, NULL);
    }
    return unused;
}

static int compare(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;

    return (a > b) - (a < b);
}

/* Each of one page, no two of which can merge. */
static void have_mappings(long count)
{
    char *start = mmap(NULL, count * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    for (long i = 1; i < count; i += 2) {
        if (start == MAP_FAILED || mprotect(start + i * PAGE, PAGE, PROT_NONE) != 0) {
            perror("mappings");
            exit(1);
        }
    }
}

int main(int argc, char **argv)
{
    size_t bytes = (size_t)(argc > 1 ? atol(argv[1]) : 0) << 20;
    char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pthread_t thread;
    char line[64];

    setvbuf(stdout, NULL, _IONBF, 0);
    if (memory == MAP_FAILED || madvise(memory, bytes, MADV_NOHUGEPAGE) != 0) {
        perror("mmap");
        return 1;
    }
    memset(memory, 1, bytes);
    if (argc > 2) {
        have_mappings(atol(argv[2]));
    }
    if (pthread_create(&thread, NULL, probe, NULL) != 0) {
        return 1;
    }
    printf("READY\n");
    while (fgets(line, sizeof line, stdin) != NULL) {
        pthread_mutex_lock(&lock);
        qsort(taken, count, sizeof *taken, compare);
        if (count == 0) {
            taken[count++] = 0;
        }
        printf("%d %.1f %.1f %.1f\n", count, taken[count / 2], taken[(long)count * 999 / 1000], taken[count - 1]);
        count = 0;
        pthread_mutex_unlock(&lock);
    }
    return 0;
}
