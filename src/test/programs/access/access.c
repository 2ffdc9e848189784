/*
 * access list: the names of all cases, each with its kinds of access.
 * access CASE KIND: sets the case up, says "READY PID ADDRESS SIZE", or "SKIPPED REASON" and ends. After a line on standard
 * input it makes that access and says "ALLOWED", "WAITS" (no end within 300 ms), or the signal, its code and its address.
 * access serve: says READY, then takes "CASE KIND" on each line, and starts itself anew for it, on the same input and output.
 */
#include "access.h"
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

long page;

static const struct access_case *const tables[] = {
    anonymous_cases, change_cases,      fork_cases,   guard_cases,  file_cases,  file_end_cases,
    tmpfs_cases,     memory_file_cases, sysv_cases,   huge_cases,   stack_cases, stack_limit_cases,
    kernel_cases,    elf_cases,         device_cases, userfault_cases, straddle_cases,
};

static const struct {
    const char *name;
    enum kind kind;
} kinds[] = {
    {"read", READ},     {"write", WRITE},           {"execute", EXECUTE},         {"read8", READ_8},
    {"write8", WRITE_8}, {"frame-read", FRAME_READ}, {"frame-write", FRAME_WRITE},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void list(void)
{
    for (size_t i = 0; i < COUNT(tables); i++) {
        for (const struct access_case *each = tables[i]; each->name; each++) {
            printf("%s", each->name);
            for (size_t j = 0; j < COUNT(kinds); j++) {
                if (each->kinds & kinds[j].kind) {
                    printf(" %s", kinds[j].name);
                }
            }
            printf("\n");
        }
    }
}

static const struct access_case *case_named(const char *name)
{
    for (size_t i = 0; i < COUNT(tables); i++) {
        for (const struct access_case *each = tables[i]; each->name; each++) {
            if (strcmp(each->name, name) == 0) {
                return each;
            }
        }
    }
    return NULL;
}

static int kind_named(const char *name)
{
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            return kinds[i].kind;
        }
    }
    return 0;
}

/* Unbuffered: what follows the line is for the process that is started. */
static int read_line(char *line, size_t size)
{
    size_t length = 0;
    char next;

    while (read(STDIN_FILENO, &next, 1) == 1) {
        if (next == '\n') {
            line[length] = '\0';
            return 1;
        }
        if (length + 1 < size) {
            line[length++] = next;
        }
    }
    return 0;
}

static void serve(void)
{
    char line[200], name[100], kind[100];

    say("READY\n");
    while (read_line(line, sizeof line)) {
        if (sscanf(line, "%99s %99s", name, kind) != 2) {
            say("SKIPPED no case and kind\n");
            continue;
        }
        pid_t child = fork();
        int status;

        if (child == 0) {
            execl("/proc/self/exe", "access", name, kind, NULL);
            skip("exec");
        }
        if (waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
            say("ENDED %x\n", status);
        }
    }
}

int main(int count, char **arguments)
{
    page = sysconf(_SC_PAGESIZE);
    if (count == 2 && strcmp(arguments[1], "list") == 0) {
        list();
        return 0;
    }
    if (count == 2 && strcmp(arguments[1], "serve") == 0) {
        serve();
        return 0;
    }
    const struct access_case *chosen = count == 3 ? case_named(arguments[1]) : NULL;
    enum kind kind = count == 3 ? kind_named(arguments[2]) : 0;

    if (!chosen || !(chosen->kinds & kind)) {
        say("SKIPPED no such case or kind\n");
        return 2;
    }
    attempt(chosen->set_up(chosen->argument), kind);
}
