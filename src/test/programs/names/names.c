/* names COUNT [MILLISECONDS]: has COUNT children, each of which takes another hostile name so often, by default ten times a second. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static const char *const PIECES[] = {
    "\"", "\\", "\n", "{", "}", ",", "=", "\x1b[31m", "\xe2\x80\xae", "\xff", "\r", "\t", "#", " ", "a", "7", "${x}", "\\n", "%s", "'",
};

static void rename_for_ever(unsigned seed, long milliseconds)
{
    struct timespec pause_between = {milliseconds / 1000, milliseconds % 1000 * 1000000};

    for (;;) {
        char name[16] = "";
        while (strlen(name) < 12) {
            const char *piece = PIECES[rand_r(&seed) % (sizeof PIECES / sizeof *PIECES)];
            if (strlen(name) + strlen(piece) > 12) {
                break;
            }
            strcat(name, piece);
        }
        snprintf(name + strlen(name), sizeof name - strlen(name), "%x", rand_r(&seed) % 4096);
        prctl(PR_SET_NAME, name);
        nanosleep(&pause_between, NULL);
    }
}

int main(int count, char **arguments)
{
    int children = count >= 2 ? atoi(arguments[1]) : 0;
    long milliseconds = count == 3 ? atol(arguments[2]) : 100;

    setvbuf(stdout, NULL, _IONBF, 0);
    for (int i = 0; i < children; i++) {
        pid_t child = fork();
        if (child < 0) {
            perror("fork");
            return 1;
        }
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            rename_for_ever(i + 1, milliseconds);
        }
    }
    printf("READY\n");
    pause();
    return 0;
}
