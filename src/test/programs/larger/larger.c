/* larger BYTES [PAGES]: maps so many bytes without reserving any, and touches sixteen or so many pages of them. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv) {
  long bytes = argc > 1 ? atol(argv[1]) : 0;
  long pages = argc > 2 ? atol(argv[2]) : 16;
  char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    perror("mmap");
    return 1;
  }
  madvise(memory, bytes, MADV_NOHUGEPAGE);
  for (long i = 0; i < pages; i++) {
    memory[bytes / pages * i] = 1;
  }
  printf("READY\n");
  fflush(stdout);
  for (;;) {
    pause();
  }
}
