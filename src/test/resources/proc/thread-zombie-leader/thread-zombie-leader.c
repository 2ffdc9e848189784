/* The first thread ends, another lives on. */
#include <pthread.h>
#include <unistd.h>

static void *wait_for_signal(void *unused) {
  pause();
  return unused;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, wait_for_signal, NULL);
  pthread_exit(NULL);
}
