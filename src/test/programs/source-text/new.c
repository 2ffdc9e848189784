/*
 * The program of the text that vmascope grew out of, made correct. What was wrong with it:
 *  - write(file, '\0', 1) passes a null pointer ('\0' is the number 0): the kernel answers EFAULT, the file stays empty,
 *    and memcpy into its mapping ends in SIGBUS. "" is a pointer to one zero byte.
 *  - printf("%s\n", system(buffer)) prints an exit status as if it were a string, which ends in a segmentation fault.
 *  - exit, memcpy, strlen, lseek, write, getpid and system were used without their headers.
 * Added: it says READY and waits for a signal, so that others can look at it. Its maps are printed when it sleeps again:
 * system() lends the shell a stack of 36 KiB, and releases it only after the shell has begun.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    char buffer[200] = {0};
    char filename[] = "test.txt";
    char buf[] = "HELLO WORLD!!!\n";
    int file;
    void *target;

    setvbuf(stdout, NULL, _IONBF, 0);
    if ((file = open(filename, O_RDWR | O_CREAT, 0777)) == -1) {
        fprintf(stderr, "%s: Error: opening file: %s\n", "mmap", filename);
        exit(1);
    }
    lseek(file, strlen(buf) - 1, SEEK_SET);
    if (write(file, "", 1) != 1) {
        fprintf(stderr, "Error: extending file: %s\n", filename);
        exit(1);
    }
    if ((target = mmap(0, strlen(buf), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)) == MAP_FAILED) {
        fprintf(stderr, "Error mapping input file: %s\n", filename);
        exit(1);
    }
    memcpy(target, buf, strlen(buf));
    sprintf(buffer, "until grep -q 'State:.S' /proc/%d/status; do :; done; cat /proc/%d/maps", getpid(), getpid());
    printf("exit status %d\n", system(buffer));
    printf("READY\n");
    pause();
    munmap(target, strlen(buf));
    return 0;
}
