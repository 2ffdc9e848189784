/*
 * restless reuse COUNT: lets COUNT processes have one pid, one after the other, and says which pid that is.
 * restless exec NAME: is NAME for a moment (even or odd), then becomes the other by exec, and so on.
 * restless churn LIVE: has LIVE children, and each 5 ms one more, each of which ends after a quarter of a second.
 * restless remap: changes its mappings ten thousand times a second, between two that stay.
 *
 * Whoever is called even has a mapping at EVEN, whoever is called odd has one at ODD, and nobody has both: a reader who
 * sees a name and the mapping of the other has mixed two address spaces up.
 */
#define _GNU_SOURCE
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define EVEN ((void *)0x10000000)
#define ODD ((void *)0x20000000)

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void nap(long microseconds)
{
    struct timespec time = {0, microseconds * 1000};

    nanosleep(&time, NULL);
}

static void map(void *at, size_t bytes)
{
    void *got = mmap(at, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

    if (got != at) {
        fail("mmap");
    }
}

static void become(const char *name)
{
    map(strcmp(name, "even") == 0 ? EVEN : ODD, 4096);
    prctl(PR_SET_NAME, name);
}

static pid_t have(pid_t pid)
{
    struct clone_args args = {.exit_signal = SIGCHLD, .set_tid = pid == 0 ? 0 : (uintptr_t)&pid, .set_tid_size = pid != 0};
    pid_t child = syscall(SYS_clone3, &args, sizeof args);

    if (child < 0) {
        fail("clone3");
    }
    return child;
}

static void reuse(long count)
{
    pid_t pid = 0;

    for (long i = 0; i < count; i++) {
        pid_t child = have(pid);

        if (child == 0) {
            become(i % 2 == 0 ? "even" : "odd");
            while (1) {
                pause();
            }
        }
        if (pid == 0) {
            pid = child;
            printf("%d\n", pid);
        }
        nap(300);
        kill(child, SIGKILL);
        if (waitpid(child, NULL, 0) != child) {
            fail("waitpid");
        }
    }
    printf("reused %ld\n", count);
}

static void churn(long live)
{
    pid_t young[50] = {0};
    struct timespec next = {0, 0};

    for (long i = 0;; i++) {
        pid_t self = getpid();
        pid_t child = have(0);
        pid_t *place = &young[i < live ? 0 : i % 50];

        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (getppid() != self) {
                _exit(0);
            }
            become(i % 2 == 0 ? "even" : "odd");
            while (1) {
                pause();
            }
        }
        if (i < live) {
            continue;
        }
        if (i == live) {
            printf("churns\n");
            clock_gettime(CLOCK_MONOTONIC, &next);
        }
        if (*place != 0) {
            kill(*place, SIGKILL);
            if (waitpid(*place, NULL, 0) != *place) {
                fail("waitpid");
            }
        }
        *place = child;
        /* Two hundred a second, however long a birth and a death take. */
        next.tv_nsec += 5000000;
        if (next.tv_nsec >= 1000000000) {
            next.tv_nsec -= 1000000000;
            next.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
}

static void remap(void)
{
    const size_t page = 4096, pages = 64;
    char *between = (char *)EVEN + page;

    map(EVEN, page);
    map(ODD, page);
    printf("%d\n", getpid());
    for (unsigned i = 0;; i++) {
        char *at = between + (i * 7 % pages) * 2 * page;

        munmap(at, page);
        if (i % 3 != 0) {
            map(at, page);
        }
        if (i % 16 == 0) {
            nap(500);
        }
    }
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    if (argc == 3 && strcmp(argv[1], "reuse") == 0) {
        reuse(atol(argv[2]));
    } else if (argc == 3 && strcmp(argv[1], "exec") == 0) {
        become(argv[2]);
        nap(300);
        execl("/proc/self/exe", argv[0], "exec", strcmp(argv[2], "even") == 0 ? "odd" : "even", NULL);
        fail("exec");
    } else if (argc == 3 && strcmp(argv[1], "churn") == 0) {
        churn(atol(argv[2]));
    } else if (argc == 2 && strcmp(argv[1], "remap") == 0) {
        remap();
    } else {
        fprintf(stderr, "usage: restless reuse COUNT | exec NAME | churn LIVE | remap\n");
        return 1;
    }
    return 0;
}
