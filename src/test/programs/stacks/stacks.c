/*
 * Memory that looks like stacks of threads, beside such stacks:
 *
 *     stacks THREADS STACK_BYTES ENDED BUFFERS PARTITIONS
 *
 * starts THREADS threads with stacks of that size (0: the usual one), and ENDED more that end again, whose stacks the C
 * library keeps; makes BUFFERS secret buffers as libsodium and OpenSSL do, with a guard below and one above; and
 * PARTITIONS spans of 2 MiB as PartitionAlloc lays them out. Says READY and waits.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096
#define SPAN (2 << 20)
#define SECRET (64 << 10)

static void *wait_for_ever(void *unused)
{
    for (;;) {
        pause();
    }
    return unused;
}

static void *end(void *barrier)
{
    pthread_barrier_wait(barrier);
    return NULL;
}

static void *checked(void *mapped)
{
    if (mapped == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return mapped;
}

static void start_threads(int threads, size_t stack_bytes, int ended)
{
    pthread_t thread;
    pthread_t ending[ended + 1];
    pthread_attr_t attributes;
    pthread_barrier_t barrier;

    pthread_attr_init(&attributes);
    if (stack_bytes > 0) {
        pthread_attr_setstacksize(&attributes, stack_bytes);
    }
    for (int i = 0; i < threads; i++) {
        if (pthread_create(&thread, &attributes, wait_for_ever, NULL) != 0) {
            exit(1);
        }
    }
    pthread_barrier_init(&barrier, NULL, ended + 1);
    for (int i = 0; i < ended; i++) {
        if (pthread_create(&ending[i], &attributes, end, &barrier) != 0) {
            exit(1);
        }
    }
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < ended; i++) {
        pthread_join(ending[i], NULL);
    }
}

static void make_buffers(int buffers)
{
    for (int i = 0; i < buffers; i++) {
        char *at = checked(
            mmap(NULL, SECRET + 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));

        mprotect(at, PAGE, PROT_NONE);
        mprotect(at + PAGE + SECRET, PAGE, PROT_NONE);
        memset(at + PAGE, 7, SECRET);
    }
}

static void make_partitions(int partitions)
{
    char *reserved = checked(mmap(NULL, (partitions + 2L) * SPAN, PROT_NONE,
                                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    char *first = (char *)(((uintptr_t)reserved + SPAN - 1) & ~(uintptr_t)(SPAN - 1));

    for (int i = 0; i < partitions; i++) {
        char *span = first + (long)i * SPAN;

        mprotect(span + PAGE, PAGE, PROT_READ | PROT_WRITE);
        mprotect(span + 4 * PAGE, SPAN - 8 * PAGE, PROT_READ | PROT_WRITE);
        memset(span + 4 * PAGE, 1, PAGE);
    }
}

int main(int count, char **arguments)
{
    if (count != 6) {
        return 1;
    }
    make_partitions(atoi(arguments[5]));
    start_threads(atoi(arguments[1]), strtoul(arguments[2], NULL, 0), atoi(arguments[3]));
    make_buffers(atoi(arguments[4]));
    printf("READY\n");
    fflush(stdout);
    wait_for_ever(NULL);
}
