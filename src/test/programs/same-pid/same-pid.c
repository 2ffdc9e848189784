/* same-pid PID PROGRAM ARGUMENTS…: runs another program as the process with this number, which must be free. */
#define _GNU_SOURCE
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    pid_t pid = count > 2 ? atoi(arguments[1]) : 0;
    struct clone_args how = {.exit_signal = SIGCHLD, .set_tid = (uintptr_t)&pid, .set_tid_size = 1};
    long child = syscall(SYS_clone3, &how, sizeof how);

    if (child < 0) {
        perror("clone3");
        return 1;
    }
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execv(arguments[2], arguments + 2);
        perror(arguments[2]);
        return 1;
    }
    waitpid(child, NULL, 0);
    return 0;
}
