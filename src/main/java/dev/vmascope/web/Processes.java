package dev.vmascope.web;

import dev.vmascope.mapping.MalformedException;
import dev.vmascope.problem.Problem;
import dev.vmascope.problem.ProblemCode;
import dev.vmascope.procfs.Errno;
import dev.vmascope.procfs.ListingReading;
import dev.vmascope.procfs.Node;
import dev.vmascope.procfs.Outcome;
import dev.vmascope.procfs.ProcFile;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.ProcessDetails;
import dev.vmascope.procfs.ProcessReading;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.Sampler;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Finds the process that a request is about, or the problem with it.
@Component
class Processes {
  private static final String FORCE = "scans:expensive";

  private final ProcFs procFs;
  private final Sampler sampler;

  Processes(ProcFs procFs, Sampler sampler) {
    this.procFs = procFs;
    this.sampler = sampler;
  }

  /// What holds for the machine, as the last sample has it.
  Node node() {
    return sampler.latest().map(Sample::node).orElseGet(procFs::node);
  }

  /// The pid of a path: a positive decimal of 32 bit, or `self`.
  int pid(String text) {
    if (text.equals("self")) {
      return procFs
          .self()
          .orElseThrow(() ->
              Problem.of(
                      ProblemCode.PROCESS_NOT_FOUND,
                      "There is no self here: vmascope.procfs.root is a folder of captures, or another pid namespace.")
                  .exception());
    }
    boolean valid = text.matches("[1-9]\\d{0,9}") && Long.parseLong(text) <= Integer.MAX_VALUE;
    if (!valid) {
      throw Parameters.invalid("pid", "expected a positive decimal of 32 bit, or self");
    }
    return Integer.parseInt(text);
  }

  /// Looks at a process and its namespaces.
  ///
  /// @param startTicks which process it must be; `null` for whichever has the pid
  ProcessDetails readDetails(int pid, @Nullable String startTicks) {
    ProcessDetails details = orProblem(procFs.readDetails(pid), pid);
    requireSame(details.process(), startTicks);
    return details;
  }

  /// Looks at a process and its mappings. Close what comes back.
  ListingReading readMaps(int pid, @Nullable String startTicks) {
    return listing(pid, startTicks, ProcFile.MAPS, false);
  }

  /// Looks at a process and reads one of its listings. Close what comes back.
  ///
  /// @param forced whether a file that walks page tables shall be read at any cost
  ListingReading listing(int pid, @Nullable String startTicks, ProcFile file, boolean forced) {
    if (forced) {
      requireLeaveToForce();
    }
    ListingReading reading =
        orProblem(
            file.walksPageTables() ? procFs.scan(pid, file, forced) : procFs.readMaps(pid), pid);
    try {
      requireSame(reading.process(), startTicks);
      return reading;
    } catch (RuntimeException e) {
      reading.close();
      throw e;
    }
  }

  private static void requireLeaveToForce() {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    boolean allowed =
        caller != null
            && caller.getAuthorities().stream()
                .anyMatch(authority -> FORCE.equals(authority.getAuthority()));
    if (!allowed) {
      throw Problem.of(
              ProblemCode.FORBIDDEN, "force=true needs a token with the scope " + FORCE + ".")
          .exception();
    }
  }

  private static void requireSame(ProcessReading reading, @Nullable String startTicks) {
    if (startTicks == null) {
      return;
    }
    long expected = Parameters.number("startTicks", startTicks, 0, Long.MAX_VALUE);
    if (expected != reading.stat().startTicks()) {
      int pid = reading.stat().pid();
      throw Problem.of(
              ProblemCode.PROCESS_REPLACED,
              "The pid " + pid + " belongs to another process now, which started at another time.")
          .with("pid", pid)
          .with("startTicks", reading.stat().startTicks())
          .exception();
    }
  }

  /// The value of an outcome, or its problem.
  static <T> T orProblem(Outcome<T> outcome, int pid) {
    return switch (outcome) {
      case Outcome.Ok<T>(T data) -> data;
      case Outcome.Gone<T>(boolean whileRead) -> throw gone(pid, whileRead).exception();
      case Outcome.Denied<T>(Errno errno) -> throw denied(pid, errno).exception();
      case Outcome.TimedOut<T> _ ->
          throw Problem.of(
                  ProblemCode.READ_STUCK,
                  "Reading process " + pid + " did not end in time; the read was written off.")
              .with("pid", pid)
              .exception();
      case Outcome.Malformed<T>(MalformedException complaint) ->
          throw new IllegalStateException("the kernel's text is not understood", complaint);
      case Outcome.Partial<T>(_, String cause) -> throw partial(pid, cause).exception();
      case Outcome.NotApplicable<T> _ ->
          throw new IllegalStateException("the caller answers for processes without memory");
    };
  }

  private static Problem gone(int pid, boolean whileRead) {
    Problem problem =
        whileRead
            ? Problem.of(ProblemCode.PROCESS_GONE, "Process " + pid + " ended while it was read.")
            : Problem.of(
                ProblemCode.PROCESS_NOT_FOUND,
                "No process has the pid " + pid + ", or it is hidden from this service (hidepid).");
    return problem.with("pid", pid);
  }

  /// A listing that broke off, where the answer has no place to say so.
  static Problem partial(int pid, String cause) {
    return Problem.of(ProblemCode.PARTIAL_READ, "The listing broke off: " + cause + ". Ask again.")
        .with("pid", pid);
  }

  private static Problem denied(int pid, Errno errno) {
    String remedy = Remedies.forMaps(errno);
    return Problem.of(
            ProblemCode.PERMISSION_DENIED,
            "The kernel does not let this service read process " + pid + ": " + remedy + ".")
        .with("pid", pid)
        .with("errno", errno.name())
        .with("remedy", remedy);
  }

  /// What a process is called in complaints about its files.
  static String source(ProcessReading reading, String file) {
    return "/proc/" + reading.stat().pid() + "/" + file;
  }
}
