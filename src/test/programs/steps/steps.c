/* steps: says READY, and at each SIGUSR1 changes its address space in one more way, of which it then says DONE and the
   name. The child of the step fork takes one step of its own when the next step tells it to. The last step is exec, after
   which it begins anew. */
#define _GNU_SOURCE
#include <alloca.h>
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define KIB 1024L
#define GIB (1024L * 1024 * 1024)
#define RW (PROT_READ | PROT_WRITE)

static sigset_t next_step;
static pid_t child;

static void check(int failed, const char *what)
{
    if (failed) {
        perror(what);
        exit(1);
    }
}

/* Far from each other, so that the kernel joins none of them. */
static char *at(long number) { return (char *)(0x200000000000L + number * GIB); }

static void map(long number, long size, int flags, int object)
{
    check(mmap(at(number), size, RW, flags | MAP_FIXED_NOREPLACE, object, 0) != at(number), "mmap");
}

static void map_private(long number, long size) { map(number, size, MAP_PRIVATE | MAP_ANONYMOUS, -1); }

static void move(long from, long to, long size, long new_size)
{
    check(mremap(at(from), size, new_size, MREMAP_MAYMOVE | MREMAP_FIXED, at(to)) != at(to), "mremap");
}

static void await_step(void)
{
    int got;

    check(sigwait(&next_step, &got), "sigwait");
}

static void *idle(void *unused)
{
    pause();
    return unused;
}

static void do_mmap(void) { map_private(0, 96 * KIB); }

static void do_mprotect(void) { check(mprotect(at(0) + 16 * KIB, 8 * KIB, PROT_READ), "mprotect"); }

static void do_grow(void) { check(mremap(at(1), 64 * KIB, 128 * KIB, 0) != at(1), "mremap"); }

static void do_move(void) { move(2, 12, 64 * KIB, 64 * KIB); }

static void do_grow_and_move(void) { move(12, 22, 64 * KIB, 128 * KIB); }

static void do_munmap(void) { check(munmap(at(3), 96 * KIB), "munmap"); }

static void do_brk(void) { check(sbrk(1024 * KIB) == (void *)-1, "sbrk"); }

static __attribute__((noinline)) void do_stack(void)
{
    long size = 1024 * KIB;
    volatile char *deep = alloca(size);

    for (long i = size - 1; i >= 0; i -= 4 * KIB) {
        deep[i] = 1;
    }
}

static void do_thread(void)
{
    pthread_t thread;

    check(pthread_create(&thread, NULL, idle, NULL), "pthread_create");
}

static void do_dlopen(void) { check(dlopen("libm.so.6", RTLD_NOW) == NULL, "dlopen"); }

static void do_fork(void)
{
    child = fork();
    check(child < 0, "fork");
    if (child == 0) {
        await_step();
        map_private(30, 192 * KIB);
        idle(NULL);
        _exit(0);
    }
}

static void do_child(void) { check(kill(child, SIGUSR1), "kill"); }

static void do_exec(void)
{
    execl("/proc/self/exe", "steps", NULL);
    check(1, "exec");
}

static const struct {
    const char *name;
    void (*make)(void);
} steps[] = {
    {"mmap", do_mmap},
    {"mprotect", do_mprotect},
    {"grow", do_grow},
    {"move", do_move},
    {"grow-and-move", do_grow_and_move},
    {"munmap", do_munmap},
    {"brk", do_brk},
    {"stack", do_stack},
    {"thread", do_thread},
    {"dlopen", do_dlopen},
    {"fork", do_fork},
    {"child", do_child},
    {"exec", do_exec},
};

int main(void)
{
    int object = memfd_create("moves", MFD_CLOEXEC);

    check(ftruncate(object, 128 * KIB), "ftruncate");
    map_private(1, 64 * KIB);
    map(2, 64 * KIB, MAP_SHARED, object);
    map_private(3, 96 * KIB);
    /* The heap is there before it grows. */
    free(malloc(1));
    sigemptyset(&next_step);
    sigaddset(&next_step, SIGUSR1);
    sigprocmask(SIG_BLOCK, &next_step, NULL);
    puts("READY");
    fflush(stdout);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        await_step();
        steps[i].make();
        printf("DONE %s\n", steps[i].name);
        fflush(stdout);
    }
    return 0;
}
