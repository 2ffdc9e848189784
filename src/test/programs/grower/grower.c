/* Maps and touches one MiB every tenth of a second, 600 times; then waits. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    size_t mebibyte = 1 << 20;

    setvbuf(stdout, NULL, _IONBF, 0);
    printf("READY\n");
    for (int i = 0; i < 600; i++) {
        void *start = mmap(NULL, mebibyte, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (start == MAP_FAILED) {
            perror("mmap");
            return 1;
        }
        memset(start, 1, mebibyte);
        usleep(100000);
    }
    pause();
    return 0;
}
