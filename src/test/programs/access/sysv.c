/* System V shared memory. */
#include "access.h"
#include <sys/ipc.h>
#include <sys/shm.h>

/* Removed already: the segment goes with the last process that has it. */
static char *attached(size_t bytes, int flags)
{
    int segment = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);

    if (segment < 0) {
        skip("shmget");
    }
    char *at = shmat(segment, NULL, flags);

    shmctl(segment, IPC_RMID, NULL);
    if (at == (char *)-1) {
        skip("shmat");
    }
    return at;
}

static char *with_flags(long flags)
{
    return attached(page, flags);
}

static char *present(long flags)
{
    char *at = attached(page, flags);

    *at = 1;
    return at;
}

/* The mapping ends with the page that the segment's last byte is in. */
static char *odd_size(long bytes)
{
    return attached(bytes, 0) + bytes + 100;
}

static char *detached(long flags)
{
    char *at = attached(page, flags);

    shmdt(at);
    return at;
}

const struct access_case sysv_cases[] = {
    {"sysv_rw", with_flags, ALL, 0},
    {"sysv_r", with_flags, ALL, SHM_RDONLY},
    {"sysv_rwx", with_flags, ALL, SHM_EXEC},
    {"sysv_present", present, ALL, 0},
    {"sysv_odd_size_tail", odd_size, ALL, 4196},
    {"sysv_detached", detached, ALL, 0},
    {0},
};
