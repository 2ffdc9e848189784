/*
 * Sixteen mappings that are mprotected to the sixteen combinations of permissions. Prints address and permissions of each,
 * then READY, and waits.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    long page = sysconf(_SC_PAGESIZE);

    setvbuf(stdout, NULL, _IONBF, 0);
    for (int bits = 0; bits < 16; bits++) {
        int protection = (bits & 8 ? PROT_READ : 0) | (bits & 4 ? PROT_WRITE : 0) | (bits & 2 ? PROT_EXEC : 0);
        int sharing = bits & 1 ? MAP_SHARED : MAP_PRIVATE;
        /* Three pages, of which the middle one changes: no two of the sixteen can merge. */
        char *start = mmap(NULL, 3 * page, PROT_NONE, sharing | MAP_ANONYMOUS, -1, 0);
        if (start == MAP_FAILED || mprotect(start + page, page, protection) != 0) {
            perror("mapping");
            exit(1);
        }
        printf("%p %c%c%c%c\n", (void *)(start + page), bits & 8 ? 'r' : '-', bits & 4 ? 'w' : '-',
               bits & 2 ? 'x' : '-', bits & 1 ? 's' : 'p');
    }
    printf("READY\n");
    pause();
    return 0;
}
