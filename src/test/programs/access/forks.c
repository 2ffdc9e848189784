/* Memory of a child: the process that makes the access is not the one that mapped it. */
#include "access.h"
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Goes on in a child, which ends with its parent. */
static void go_on_in_child(void)
{
    pid_t child = fork();

    if (child < 0) {
        skip("fork");
    }
    if (child > 0) {
        waitpid(child, NULL, 0);
        _exit(0);
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static char *inherited(long advice)
{
    char *at = private_memory(3 * page, R | W) + page;

    *at = 1;
    if (madvise(at, page, advice) != 0) {
        skip("madvise");
    }
    go_on_in_child();
    return at;
}

static char *inherited_shared(long unused)
{
    (void)unused;
    char *at = map(page, R | W, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    *at = 1;
    go_on_in_child();
    return at;
}

/* Copied on write once by the parent, and left to the child alone. */
static char *last_owner(long unused)
{
    (void)unused;
    char *at = private_memory(page, R | W);
    pid_t child;
    int copied[2];
    char done;

    *at = 1;
    if (pipe(copied) != 0 || (child = fork()) < 0) {
        skip("fork");
    }
    if (child > 0) {
        *at = 2;
        if (write(copied[1], "", 1) != 1) {
            skip("write");
        }
        waitpid(child, NULL, 0);
        _exit(0);
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (read(copied[0], &done, 1) != 1) {
        skip("read");
    }
    return at;
}

const struct access_case fork_cases[] = {
    {"fork_cow", inherited, ALL, MADV_NORMAL},
    {"fork_dontfork", inherited, ALL, MADV_DONTFORK},
    {"fork_wipe", inherited, ALL, MADV_WIPEONFORK},
    {"fork_shared", inherited_shared, ALL, 0},
    {"fork_last_owner", last_owner, ALL, 0},
    {0},
};
