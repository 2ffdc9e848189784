/*
 * leaks WHAT [TIMES]: grows as its name says, until it is ended, or stays as it is. What leaks takes about 160 KiB a
 * second, or so many times as much.
 * Leaks: heap, anonymous, threads, mappings, shared, file, and crash, which ends after a minute and begins anew.
 * Not: cache (fills for three minutes and stops), saw (falls back to nothing every twenty seconds), steady.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define STEP (16 << 10)

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void nap(long milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};

    nanosleep(&time, NULL);
}

static char *map(size_t bytes, int protection, int flags, int file, off_t offset)
{
    char *start = mmap(NULL, bytes, protection, flags, file, offset);

    if (start == MAP_FAILED) {
        fail("mmap");
    }
    return start;
}

static void *wait_for_ever(void *unused)
{
    pause();
    return unused;
}

static void heap(void)
{
    char *block = malloc(STEP);

    if (block == NULL) {
        fail("malloc");
    }
    memset(block, 1, STEP);
}

static void anonymous(void)
{
    memset(map(STEP, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 1, STEP);
}

static void shared(void)
{
    memset(map(STEP, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), 1, STEP);
}

static void threads(void)
{
    static int calls;
    pthread_t thread;

    if (calls++ % 15 == 0 && pthread_create(&thread, NULL, wait_for_ever, NULL) != 0) {
        fail("pthread_create");
    }
}

/* Neighbours of different permissions stay two mappings. */
static void mappings(void)
{
    static int calls;

    map(4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    map(4096, PROT_READ | (calls++ % 2 == 0 ? PROT_WRITE : 0), MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void file(void)
{
    static int descriptor;
    static off_t size;

    if (descriptor == 0) {
        descriptor = open("/tmp/grows", O_RDWR | O_CREAT | O_TRUNC, 0600);
    }
    if (descriptor < 0 || ftruncate(descriptor, size + STEP) != 0) {
        fail("/tmp/grows");
    }
    memset(map(STEP, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, size), 1, STEP);
    size += STEP;
}

static void cache(void)
{
    static int calls;

    if (calls++ < 1800) {
        anonymous();
    }
}

static void saw(void)
{
    static char *tooth;
    static int calls;
    const size_t height = 200 * 10 * STEP / 10;

    if (calls % 200 == 0) {
        if (tooth != NULL) {
            munmap(tooth, height);
        }
        tooth = map(height, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    memset(tooth + calls++ % 200 * STEP, 1, STEP);
}

static void steady(void)
{
    static char *all;

    if (all == NULL) {
        all = map(50 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        memset(all, 1, 50 << 20);
    }
}

static void crash(void)
{
    for (;;) {
        pid_t child = fork();
        if (child < 0) {
            fail("fork");
        }
        if (child == 0) {
            prctl(PR_SET_NAME, "grow-crash");
            for (int i = 0; i < 600; i++) {
                anonymous();
                nap(100);
            }
            abort();
        }
        waitpid(child, NULL, 0);
    }
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        void (*step)(void);
    } all[] = {
        {"heap", heap}, {"anonymous", anonymous}, {"threads", threads}, {"mappings", mappings}, {"shared", shared},
        {"file", file}, {"cache", cache},         {"saw", saw},         {"steady", steady},     {"crash", crash},
    };
    char name[16];
    int times = count == 3 ? atoi(arguments[2]) : 1;

    setvbuf(stdout, NULL, _IONBF, 0);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (count >= 2 && strcmp(arguments[1], all[i].name) == 0) {
            snprintf(name, sizeof name, "is-%s", all[i].name);
            prctl(PR_SET_NAME, name);
            printf("READY\n");
            for (;;) {
                for (int time = 0; time < times; time++) {
                    all[i].step();
                }
                nap(100);
            }
        }
    }
    fprintf(stderr, "leaks heap|anonymous|threads|mappings|shared|file|cache|saw|steady|crash [TIMES]\n");
    return 2;
}
