/* fills-up RATE: makes RATE mappings a second until there may be no more, and ends. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    long rate = count == 2 ? atol(arguments[1]) : 0;
    struct timespec next;
    long made = 0;

    if (rate < 50) {
        return 2;
    }
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("READY\n");
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (;;) {
        for (long i = 0; i < rate / 50; i++) {
            /* Neighbours of different permissions stay two mappings. */
            int protection = PROT_READ | (made++ % 2 == 0 ? PROT_WRITE : 0);
            if (mmap(NULL, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED) {
                return errno == ENOMEM ? 0 : 1;
            }
        }
        next.tv_nsec += 20000000;
        if (next.tv_nsec >= 1000000000) {
            next.tv_nsec -= 1000000000;
            next.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
}
