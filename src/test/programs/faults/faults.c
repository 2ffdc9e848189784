/* faults SECONDS STAYS: waits for SIGUSR1, takes 5,000 page faults a second for so long, says how many, and ends or stays. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define PAGES 100

static long faults(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

int main(int count, char **arguments)
{
    if (count != 3) {
        return 2;
    }
    struct timespec fiftieth = {0, 20000000};
    long page = sysconf(_SC_PAGESIZE);
    char *pages = mmap(NULL, PAGES * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    sigset_t start;
    int received;

    setvbuf(stdout, NULL, _IONBF, 0);
    sigemptyset(&start);
    sigaddset(&start, SIGUSR1);
    sigprocmask(SIG_BLOCK, &start, NULL);
    printf("READY\n");
    sigwait(&start, &received);
    long before = faults();
    for (int i = 0; i < 50 * atoi(arguments[1]); i++) {
        for (int j = 0; j < PAGES; j++) {
            pages[j * page] = 1;
        }
        madvise(pages, PAGES * page, MADV_DONTNEED);
        nanosleep(&fiftieth, NULL);
    }
    printf("FAULTS %ld\n", faults() - before);
    if (atoi(arguments[2])) {
        pause();
    }
    return 0;
}
