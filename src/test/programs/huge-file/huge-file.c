/* huge-file FILE: maps a file of huge pages, and touches none of them, so that no pool is needed. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    int file = count == 2 ? open(arguments[1], O_CREAT | O_RDWR, 0600) : -1;
    int protection = PROT_READ | PROT_WRITE;

    if (mmap(NULL, 4 << 20, protection, MAP_SHARED | MAP_NORESERVE, file, 0) == MAP_FAILED) {
        perror("huge-file");
        return 1;
    }
    pause();
    return 0;
}
