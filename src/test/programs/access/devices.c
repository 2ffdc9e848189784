/* Memory of drivers, which answer the faults themselves. */
#include "access.h"
#include <arpa/inet.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *perf(int protection, int pages_in)
{
    struct perf_event_attr attributes = {
        .type = PERF_TYPE_SOFTWARE,
        .size = sizeof attributes,
        .config = PERF_COUNT_SW_TASK_CLOCK,
        .exclude_kernel = 1,
    };
    int file = syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);

    if (file < 0) {
        skip("perf_event_open");
    }
    return map(2 * page, protection, MAP_SHARED, file, 0) + pages_in * page;
}

static char *perf_control(long protection)
{
    return perf(protection, 0);
}

static char *perf_data(long protection)
{
    return perf(protection, 1);
}

static char *uring(long unused)
{
    (void)unused;
    struct io_uring_params parameters = {0};
    int file = syscall(SYS_io_uring_setup, 4, &parameters);

    if (file < 0) {
        skip("io_uring_setup");
    }
    return map(page, R | W, MAP_SHARED, file, IORING_OFF_SQ_RING);
}

static char *aio(long unused)
{
    (void)unused;
    unsigned long ring = 0;

    if (syscall(SYS_io_setup, 4, &ring) != 0) {
        skip("io_setup");
    }
    return (char *)ring;
}

static char *packets(long unused)
{
    (void)unused;
    int file = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));
    struct tpacket_req ring = {.tp_block_size = page, .tp_block_nr = 1, .tp_frame_size = 2048, .tp_frame_nr = page / 2048};

    if (file < 0 || setsockopt(file, SOL_PACKET, PACKET_RX_RING, &ring, sizeof ring) != 0) {
        skip("PACKET_RX_RING");
    }
    return map(page, R | W, MAP_SHARED, file, 0);
}

static char *bpf_map(long unused)
{
    (void)unused;
    union bpf_attr attributes = {
        .map_type = BPF_MAP_TYPE_ARRAY,
        .key_size = 4,
        .value_size = 8,
        .max_entries = 512,
        .map_flags = BPF_F_MMAPABLE,
    };
    int file = syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes);

    if (file < 0) {
        skip("BPF_MAP_CREATE");
    }
    return map(page, R | W, MAP_SHARED, file, 0);
}

const struct access_case device_cases[] = {
    {"perf_rw", perf_control, ALL, R | W},
    {"perf_r", perf_control, ALL, R},
    {"perf_data", perf_data, ALL, R | W},
    {"io_uring", uring, ALL, 0},
    {"aio_ring", aio, ALL, 0},
    {"packet_ring", packets, ALL, 0},
    {"bpf_map", bpf_map, ALL, 0},
    {0},
};
