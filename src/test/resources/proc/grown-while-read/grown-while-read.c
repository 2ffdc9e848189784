/*
 * grown-while-read FILE MAPPINGS: has so many of its own, and prints /proc/self/FILE (maps or smaps), page by page; the
 * mapping that a page ends with, if it is one of its own, grows before the next page is read.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096L

int main(int argc, char **argv)
{
    int mappings = argc > 2 ? atoi(argv[2]) : 60;
    char *base = mmap(NULL, 4 * mappings * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    char name[64], text[2 * PAGE];
    ssize_t count;

    for (int i = 0; i < mappings; i++) {
        mprotect(base + 4 * i * PAGE, PAGE, PROT_READ | PROT_WRITE);
    }
    snprintf(name, sizeof name, "/proc/self/%s", argc > 1 ? argv[1] : "maps");
    int file = open(name, O_RDONLY);
    while ((count = read(file, text, PAGE)) > 0) {
        unsigned long start, end, last = 0;
        char permissions[5];

        write(1, text, count);
        text[count] = 0;
        for (char *line = text; line != NULL; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
            if (sscanf(line, "%lx-%lx %4s ", &start, &end, permissions) == 3) {
                last = end;
            }
        }
        if ((char *)last > base && (char *)last < base + 4 * mappings * PAGE && strcmp(permissions, "rw-p") == 0) {
            mprotect((char *)last, PAGE, PROT_READ | PROT_WRITE);
        }
    }
    return count < 0;
}
