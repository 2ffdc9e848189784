package dev.vmascope.process;

import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.process.ThreadsReading;
import java.util.ArrayList;
import java.util.List;

/// The `unavailable` entries and the explanation of threads.
final class ThreadRemedies {
  private static final String SHARED =
      "The threads of a process share one address space (one mm_struct): the same mappings and the same page tables, so"
          + " what one maps, all can touch. Each has a stack of its own, which is a mapping like any other.";
  private static final String FIRST_ENDED =
      " The first thread has ended; the others keep the memory, which is read through one of them.";
  private static final String KERNEL_THREAD =
      "A thread of the kernel has no memory descriptor (mm_struct), and so no address space of its own. It runs in kernel"
          + " space only, which all page tables map alike: so it keeps those that were in use when it came to run"
          + " (active_mm, lazy TLB), and leaves the part of the user in them alone. A few take on the address space of a"
          + " process for a while (kthread_use_mm). Workers of io_uring (iou-…) and, from Linux 6.4 on, of vhost are"
          + " threads of the process that they work for, and share its address space.";
  private static final String ZOMBIE =
      "The process has ended and given its address space back; what is left is its exit status, until its parent collects"
          + " it.";
  private static final String OTHERS =
      "nothing to be done: processes made by vfork(2), or by clone(2) with CLONE_VM, share it too, but no file of"
          + " /proc shows this; a debugger can find out with kcmp(2), which this service is not allowed to call";

  private ThreadRemedies() {}

  static String explanation(ProcessReading process) {
    return switch (process.type()) {
      case USER -> process.stat().isZombie() ? SHARED + FIRST_ENDED : SHARED;
      case KERNEL_THREAD -> KERNEL_THREAD;
      case ZOMBIE -> ZOMBIE;
    };
  }

  static List<UnavailableField> unavailable(ThreadsReading reading) {
    List<UnavailableField> unavailable = new ArrayList<>();
    ProcessType type = reading.process().type();
    if (type == ProcessType.USER) {
      unavailable.add(new UnavailableField("otherProcesses", "unsupported", OTHERS));
    } else {
      unavailable.add(
          new UnavailableField(
              "sharedAddressSpace", "not-applicable", Remedies.withoutMemory(type)));
    }
    if (!(reading.threads() instanceof Outcome.Ok<?>)) {
      unavailable.add(
          new UnavailableField(
              "threads", "gone", "nothing to be done: the capture has no folder task"));
    } else if (!reading.complete()) {
      unavailable.add(
          new UnavailableField(
              "threads",
              "partial",
              "nothing to be done: the process has more threads than the 65536 that are listed"));
    }
    return unavailable;
  }
}
