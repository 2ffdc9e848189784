/*
 * many-mappings COUNT [LIFETIME]: makes COUNT mappings of one page, of which no two can merge, says READY, and waits: for
 * a signal, or as many microseconds as LIFETIME says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    long page = sysconf(_SC_PAGESIZE);
    long count = argc > 1 ? atol(argv[1]) : 0;
    char *start = mmap(NULL, count * page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    setvbuf(stdout, NULL, _IONBF, 0);
    if (start == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    for (long i = 1; i < count; i += 2) {
        if (mprotect(start + i * page, page, PROT_READ | PROT_WRITE) != 0) {
            perror("mprotect");
            exit(1);
        }
    }
    printf("READY\n");
    if (argc > 2) {
        usleep(atol(argv[2]));
    } else {
        pause();
    }
    return 0;
}
