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
                "running, sleeping, disk-sleep, stopped, traced, zombie, dead, idle, parked")
        String state,
    @Schema(description = "Whether it is the first thread of the process") boolean first,
    @Schema(
            description =
                "Whether it runs code of the kernel only, on behalf of the process: a worker of io_uring or vhost")
        boolean kernelWorker,
    @Schema(description = "When it started, by the machine's wall clock")
        @Nullable Instant startTime,
    @WideOnly @Schema(description = "When it started, in clock ticks after boot") long startTicks,
    @Schema(description = "Its page faults that were served without disk") long minorFaults,
    @Schema(description = "Its page faults that had to wait for disk") long majorFaults) {

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
