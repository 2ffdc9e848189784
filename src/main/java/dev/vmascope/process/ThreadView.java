package dev.vmascope.process;

import dev.vmascope.http.api.ProcessView;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.procfs.machine.HostInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A thread of a process.
record ThreadView(
    @Schema(description = "Thread id; the first thread of a process has the id of the process")
        int tid,
    @Schema(description = "Name, at most 15 bytes, which the thread can change") String name,
    @Schema(
            description =
                "State: running, sleeping, disk-sleep, stopped, traced, zombie, dead, idle, parked")
        String state,
    @Schema(description = "Whether it is the first thread of the process") boolean first,
    @Schema(
            description =
                "Whether it runs code of the kernel only, on behalf of the process: a worker of io_uring or vhost")
        boolean kernelWorker,
    @Schema(description = "Start time, by the machine's wall clock") @Nullable Instant startTime,
    @WideOnly @Schema(description = "Start time, in clock ticks after boot") long startTicks,
    @Schema(description = "Number of its page faults that needed no disk") long minorFaults,
    @Schema(description = "Number of its page faults that waited for disk") long majorFaults) {

  static ThreadView of(ProcessStat stat, int pid, HostInfo node) {
    return new ThreadView(
        stat.pid(),
        stat.name().text(),
        ProcessView.state(stat.state()),
        stat.pid() == pid,
        stat.isKernelWorker(),
        node.wallTime(stat.startTicks()).orElse(null),
        stat.startTicks(),
        stat.minorFaults(),
        stat.majorFaults());
  }
}
