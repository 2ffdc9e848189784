/* replaces LIVE: has LIVE mappings of one page, and says READY. From the first line on it unmaps the oldest of them each
   millisecond, and maps another one elsewhere; the second line makes it stop and say STOPPED and how many it has replaced;
   the third line makes it end. */
#define _GNU_SOURCE
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096L
#define PLACES 65536

/* Every other page: no two of them ever merge. */
static char *place(long number) { return (char *)(0x200000000000L + number % PLACES * 2 * PAGE); }

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void map(long number)
{
    void *at = mmap(place(number), PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

    if (at != place(number)) {
        fail("mmap");
    }
}

static void await_line(void)
{
    int c;

    do {
        c = getchar();
    } while (c != '\n' && c != EOF);
}

int main(int argc, char **argv)
{
    long live = argc > 1 ? atol(argv[1]) : 1;
    long replaced = 0;
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    struct timespec next;

    for (long i = 0; i < live; i++) {
        map(i);
    }
    puts("READY");
    fflush(stdout);
    await_line();
    clock_gettime(CLOCK_MONOTONIC, &next);
    while (poll(&input, 1, 0) == 0) {
        if (munmap(place(replaced), PAGE) != 0) {
            fail("munmap");
        }
        map(replaced + live);
        replaced++;
        next.tv_nsec += 1000000;
        if (next.tv_nsec >= 1000000000) {
            next.tv_nsec -= 1000000000;
            next.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
    await_line();
    printf("STOPPED %ld\n", replaced);
    fflush(stdout);
    await_line();
    return 0;
}
