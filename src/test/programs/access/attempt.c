/* Makes one access, and tells by the signal what the kernel answered. */
#include "access.h"
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#ifndef SEGV_PKUERR
#define SEGV_PKUERR 4
#endif

static char other_stack[1 << 16];
static volatile sig_atomic_t traps;

static const char *code_name(int number, int code)
{
    if (code == SI_KERNEL) {
        return "SI_KERNEL";
    }
    if (number == SIGSEGV) {
        return code == SEGV_MAPERR   ? "SEGV_MAPERR"
               : code == SEGV_ACCERR ? "SEGV_ACCERR"
               : code == SEGV_PKUERR ? "SEGV_PKUERR"
                                     : "?";
    }
    return code == BUS_ADRERR ? "BUS_ADRERR" : code == BUS_MCEERR_AR ? "BUS_MCEERR_AR" : code == BUS_ADRALN ? "BUS_ADRALN" : "?";
}

static void caught(int number, siginfo_t *info, void *context)
{
    (void)context;
    switch (number) {
    case SIGALRM:
        say("WAITS\n");
        break;
    case SIGTRAP:
        /* The first trap comes after the call, the second after the instruction that it called. */
        if (traps++ == 0) {
            return;
        }
        say("ALLOWED\n");
        break;
    case SIGILL:
        /* It was fetched, though it is no instruction. */
        say("ALLOWED\n");
        break;
    default:
        say("%s %s 0x%lx\n", number == SIGSEGV ? "SIGSEGV" : "SIGBUS", code_name(number, info->si_code),
            (unsigned long)info->si_addr);
    }
    finish(0);
}

static void catch_all(void)
{
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGALRM, SIGTRAP, SIGILL};
    stack_t stack = {.ss_sp = other_stack, .ss_size = sizeof other_stack};
    struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_ONSTACK};

    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        sigaction(numbers[i], &action, NULL);
    }
}

#if defined(__x86_64__)

/*
 * Calls the address one instruction at a time, so that it matters not what is there. Fresh memory is zero, which is
 * add %al,(%rax): rax points to something. The other registers are what the functions of [vsyscall] take.
 */
static void execute(char *at)
{
    static char scratch;

    __asm__ volatile("pushfq\n\t"
                     "orq $0x100, (%%rsp)\n\t"
                     "popfq\n\t"
                     "call *%0"
                     :
                     : "r"(at), "a"(&scratch), "D"(0), "S"(0), "d"(0)
                     : "rcx", "r8", "r9", "r10", "r11", "memory", "cc");
}

static void read_through_frame(char *at)
{
    __asm__ volatile("push %%rbp\n\t"
                     "mov %0, %%rbp\n\t"
                     "movb (%%rbp), %%al\n\t"
                     "pop %%rbp"
                     :
                     : "r"(at)
                     : "rax", "memory");
}

static void write_through_frame(char *at)
{
    __asm__ volatile("push %%rbp\n\t"
                     "mov %0, %%rbp\n\t"
                     "movb %%al, (%%rbp)\n\t"
                     "pop %%rbp"
                     :
                     : "r"(at)
                     : "memory");
}

#else

/* Fresh memory is zero, which is no instruction on arm64: SIGILL says that it was fetched. */
static void execute(char *at)
{
    ((void (*)(void))at)();
}

static void read_through_frame(char *at)
{
    (void)*(volatile char *)at;
}

static void write_through_frame(char *at)
{
    *(volatile char *)at = 1;
}

#endif

struct __attribute__((packed)) eight_bytes {
    volatile uint64_t value;
};

static void make(char *at, enum kind kind)
{
    switch (kind) {
    case READ:
        (void)*(volatile char *)at;
        break;
    case WRITE:
        *(volatile char *)at = 1;
        break;
    case EXECUTE:
        execute(at);
        break;
    case READ_8:
        (void)((struct eight_bytes *)at)->value;
        break;
    case WRITE_8:
        ((struct eight_bytes *)at)->value = 1;
        break;
    case FRAME_READ:
        read_through_frame(at);
        break;
    case FRAME_WRITE:
        write_through_frame(at);
        break;
    }
}

_Noreturn void attempt(char *at, enum kind kind)
{
    struct itimerval patience = {.it_value = {.tv_usec = 300000}};
    char next = '\0';

    catch_all();
    say("READY %d 0x%lx %d\n", getpid(), (unsigned long)at, kind & STRADDLES ? 8 : 1);
    while (next != '\n') {
        if (read(STDIN_FILENO, &next, 1) != 1) {
            finish(1);
        }
    }
    setitimer(ITIMER_REAL, &patience, NULL);
    make(at, kind);
    say("ALLOWED\n");
    finish(0);
}
