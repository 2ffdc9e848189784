/* Tries what whoever may trace a process can do to it, and says how each ended: `name 0`, or the errno. Nothing is changed: it
   detaches again, the byte that is written is the one that was read, the signal is none. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(const char *name, long result) { printf("%s %d\n", name, result < 0 ? errno : 0); }

int main(int argc, char **argv) {
  (void)argc;
  pid_t pid = atoi(argv[1]);
  void *there = (void *)strtoull(argv[2], NULL, 16);
  char byte = 0;
  struct iovec here = {&byte, 1};
  struct iovec away = {there, 1};

  long seized = ptrace(PTRACE_SEIZE, pid, 0, 0);
  say("ptrace", seized);
  if (seized == 0) {
    ptrace(PTRACE_INTERRUPT, pid, 0, 0);
    waitpid(pid, NULL, 0);
    ptrace(PTRACE_DETACH, pid, 0, 0);
  }
  say("process_vm_readv", syscall(SYS_process_vm_readv, pid, &here, 1, &away, 1, 0));
  say("process_vm_writev", syscall(SYS_process_vm_writev, pid, &here, 1, &away, 1, 0));
  int pidfd = syscall(SYS_pidfd_open, pid, 0);
  say("pidfd_open", pidfd);
  say("pidfd_getfd", syscall(SYS_pidfd_getfd, pidfd, 0, 0));
  say("process_madvise", syscall(SYS_process_madvise, pidfd, &away, 0, MADV_COLD, 0));
  say("kcmp", syscall(SYS_kcmp, pid, getpid(), 0 /* KCMP_FILE */, 0, 0));
  say("kill", syscall(SYS_kill, pid, 0));
  struct perf_event_attr event;
  memset(&event, 0, sizeof event);
  event.size = sizeof event;
  event.type = PERF_TYPE_SOFTWARE;
  event.config = PERF_COUNT_SW_DUMMY;
  event.exclude_kernel = 1;
  say("perf_event_open", syscall(SYS_perf_event_open, &event, pid, -1, -1, 0));
  say("unshare", syscall(SYS_unshare, CLONE_NEWUSER));
  return 0;
}
