/* read-loop FILE: what it costs to read a file, and nothing else. For each line that it is sent, it opens the file, reads it
   to its end into one buffer of 256 KiB and prints how many bytes there were and how many nanoseconds that took. */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static char buffer[256 << 10];

static long nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000L + now.tv_nsec;
}

static long read_all(const char *path) {
  long total = 0;
  ssize_t count;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return -1;
  }
  while ((count = read(file, buffer, sizeof buffer)) > 0) {
    total += count;
  }
  close(file);
  return count < 0 ? -1 : total;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: read-loop FILE\n");
    return 2;
  }
  printf("READY\n");
  fflush(stdout);
  while (getchar() != EOF) {
    long began = nanoseconds();
    long total = read_all(argv[1]);
    long took = nanoseconds() - began;
    if (total < 0) {
      perror(argv[1]);
      return 1;
    }
    printf("%ld %ld\n", total, took);
    fflush(stdout);
  }
  return 0;
}
