/* Tries the ways to write to files, and says how each ended: `name 0`, or the errno. Arguments: a process, whose own files stay as
   they are (they are opened for writing, and closed), and a folder that may be spoilt, with a file and an empty folder in it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

static void say(const char *name, long result) { printf("%s %d\n", name, result < 0 ? errno : 0); }

static void opens(const char *name, const char *path, int flags) {
  int fd = open(path, flags, 0600);
  say(name, fd);
  if (fd >= 0) close(fd);
}

int main(int argc, char **argv) {
  (void)argc;
  setvbuf(stdout, NULL, _IOLBF, 0);
  char path[64];
  const char *files[] = {"mem", "clear_refs", "oom_score_adj", "coredump_filter", "comm"};
  for (int i = 0; i < 5; i++) {
    snprintf(path, sizeof path, "/proc/%s/%s", argv[1], files[i]);
    opens(files[i], path, O_WRONLY);
  }
  snprintf(path, sizeof path, "/proc/%s/mem", argv[1]);
  opens("mem-read-write", path, O_RDWR);

  if (chdir(argv[2]) != 0) return 1;
  opens("create", "made", O_CREAT | O_WRONLY);
  opens("create-to-read", "made-to-read", O_CREAT | O_RDONLY);
  opens("truncate-to-read", "file", O_TRUNC | O_RDONLY);
  opens("append", "file", O_APPEND | O_WRONLY);
  opens("no-access-mode", "file", 3);
  opens("unnamed", ".", O_TMPFILE | O_RDWR);
  say("open", syscall(SYS_openat, AT_FDCWD, "file", O_RDWR, 0));
#ifdef SYS_open
  say("old-open", syscall(SYS_open, "file", O_WRONLY, 0));
  say("creat", syscall(SYS_creat, "made-by-creat", 0600));
#endif
  struct open_how how = {.flags = O_WRONLY | O_CREAT, .mode = 0600};
  say("openat2", syscall(SYS_openat2, AT_FDCWD, "made-by-openat2", &how, sizeof how));
  int from = open("file", O_RDONLY);
  say("reading", from);
  snprintf(path, sizeof path, "/proc/self/fd/%d", from);
  opens("again-to-write", path, O_WRONLY);
  say("fchmod", fchmod(from, 0644));
  say("fsetxattr", fsetxattr(from, "trusted.test", "x", 1, 0));
  say("truncate", truncate("file", 0));
  say("mkdir", mkdir("folder", 0700));
  say("mkfifo", mkfifo("fifo", 0600));
  say("symlink", symlink("file", "symlink"));
  say("link", link("file", "link"));
  say("rename", rename("file", "renamed"));
  rename("renamed", "file");
  say("renameat2", syscall(SYS_renameat2, AT_FDCWD, "file", AT_FDCWD, "renamed", 0));
  rename("renamed", "file");
  say("chmod", chmod("file", 0600));
  say("chown", chown("file", getuid(), getgid()));
  say("utimes", utimes("file", NULL));
  say("unlink", unlink("file"));
  say("rmdir", rmdir("empty"));

  /* Children, and their programs, have no more leave. */
  pid_t child = fork();
  if (child == 0) _exit(open("by-a-child", O_CREAT | O_WRONLY, 0600) < 0 ? errno : 0);
  int status = 0;
  waitpid(child, &status, 0);
  printf("child %d\n", WEXITSTATUS(status));
  child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", "exec 2>&-; echo > by-a-program", (char *)NULL);
    _exit(99);
  }
  waitpid(child, &status, 0);
  printf("program %d\n", WEXITSTATUS(status) == 0 ? 0 : EACCES);
  fflush(stdout);
  return 0;
}
