package dev.vmascope.http.api;

import dev.vmascope.http.format.Format;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The problems of reading a process. Listings that are not whole are problems where an answer has
/// no place to say so.
public final class ProcessProblems {
  private ProcessProblems() {}

  public static void requireLeaveToForce() {
    if (!Caller.mayForce()) {
      throw Problem.scope("force=true", "scans:expensive").exception();
    }
  }

  /// The value of an outcome, or its problem.
  static <T> T orProblem(Outcome<T> outcome, int pid) {
    return switch (outcome) {
      case Outcome.Ok<T>(T data) -> data;
      case Outcome.Gone<T>(boolean whileRead) -> throw gone(pid, whileRead).exception();
      case Outcome.Denied<T>(Errno errno) ->
          throw denied(pid, Remedies.forMaps(errno), errno).exception();
      case Outcome.TimedOut<T> _ ->
          throw Problem.of(
                  ProblemCode.READ_STUCK,
                  "Reading process "
                      + pid
                      + " timed out and was given up, or was not started, because other reads of it or of"
                      + " processes of its user hang.")
              .ofProcess(pid)
              .exception();
      case Outcome.Malformed<T>(MalformedException complaint) ->
          throw malformed(pid, complaint).exception();
      case Outcome.Partial<T>(_, String cause) -> throw partial(pid, cause).exception();
      case Outcome.NotApplicable<T> _ ->
          throw new IllegalStateException("the caller answers for processes without memory");
    };
  }

  /// The bytes of a listing of a process with memory, or the problem.
  public static KernelBytes listing(ListingReading reading, int pid) {
    requireListing(reading, pid);
    if (reading.listing() instanceof Outcome.Gone<KernelBytes>) {
      throw Problem.of(
              ProblemCode.PROCESS_NOT_FOUND,
              "The capture of process "
                  + pid
                  + " has no file "
                  + reading.file().fileName()
                  + ": add it to its folder.")
          .ofProcess(pid)
          .exception();
    }
    return orProblem(reading.listing(), pid);
  }

  /// Permits a process without address space, or without such a file, whose listing is empty with a
  /// reason; throws the problem of other failures.
  public static void requireListing(ListingReading reading, int asked) {
    switch (reading.listing()) {
      case Outcome.Ok<KernelBytes> _,
          Outcome.Partial<KernelBytes> _,
          Outcome.NotApplicable<KernelBytes> _ -> {}
      case Outcome.Gone<KernelBytes>(boolean whileRead) when !whileRead -> {}
      case Outcome.Denied<KernelBytes>(Errno errno) ->
          throw denied(asked, Remedies.forReading(reading.process(), reading.file(), errno), errno)
              .exception();
      case Outcome.Gone<KernelBytes> _,
          Outcome.Malformed<KernelBytes> _,
          Outcome.TimedOut<KernelBytes> _ ->
          orProblem(reading.listing(), asked);
    }
  }

  /// Throws a problem for an incomplete listing in formats that have no place for the reason; JSON
  /// and NDJSON have one.
  public static void requireWhole(ListingReading reading, boolean partialAllowed, Format format) {
    boolean hasReason = format.hasHead();
    if (reading.listing() instanceof Outcome.Partial<KernelBytes>(_, String cause)
        && !hasReason
        && !partialAllowed) {
      throw partial(reading.process().stat().pid(), cause)
          .with("remedy", "try again, or accept an incomplete answer with partial=allow")
          .exception();
    }
  }

  /// Throws a problem for a malformed listing in formats that have no place for the complaint; JSON
  /// and NDJSON have one.
  public static void requireUnderstood(
      Optional<MalformedException> complaint, int asked, boolean partialAllowed) {
    if (complaint.isPresent() && !partialAllowed) {
      throw malformed(asked, complaint.get())
          .with("remedy", "use format=json, or accept an incomplete answer with partial=allow")
          .exception();
    }
  }

  private static Problem gone(int pid, boolean whileRead) {
    Problem problem =
        whileRead
            ? Problem.of(ProblemCode.PROCESS_GONE, "Process " + pid + " ended while it was read.")
            : Problem.of(
                ProblemCode.PROCESS_NOT_FOUND,
                "No process has the pid " + pid + ", or it is hidden from this service (hidepid).");
    return problem.ofProcess(pid);
  }

  /// The problem of a listing that broke off, where the response has no place for the reason.
  public static Problem partial(int pid, String cause) {
    return Problem.of(ProblemCode.PARTIAL_READ, "The listing broke off: " + cause + ". Ask again.")
        .ofProcess(pid);
  }

  /// The problem of a malformed listing, where the response has no place for a part of it.
  public static Problem malformed(int pid, MalformedException complaint) {
    Problem problem = Problem.malformed(complaint).ofProcess(pid);
    return Caller.maySeeAddresses() ? problem.with("got", complaint.got()) : problem;
  }

  private static Problem denied(int pid, String remedy, Errno errno) {
    return Problem.of(
            ProblemCode.PERMISSION_DENIED,
            "The kernel does not let this service read process " + pid + ": " + remedy + ".")
        .ofProcess(pid)
        .with("errno", errno.name())
        .with("remedy", remedy);
  }

  /// The name of a file of a process in complaints.
  public static String source(ProcessReading reading, String file) {
    return "/proc/" + reading.stat().pid() + "/" + file;
  }

  /// The problem of the pid `self` where the service is not among the processes.
  static Problem noSelf() {
    return Problem.of(
        ProblemCode.PROCESS_NOT_FOUND,
        "There is no self here: vmascope.procfs.root is a folder of captures, or another pid namespace.");
  }

  /// The problem of a pid that no capture has.
  static Problem notCaptured(int pid) {
    return Problem.of(
            ProblemCode.PROCESS_NOT_FOUND,
            "There is no capture of a process "
                + pid
                + ": vmascope.procfs.root has no folder of that name.")
        .ofProcess(pid);
  }

  /// Throws the problem of a process that did not start at the expected time; none is expected by
  /// `null`.
  public static void requireSame(ProcessReading reading, @Nullable Long startTicks) {
    if (startTicks == null) {
      return;
    }
    if (startTicks != reading.stat().startTicks()) {
      int pid = reading.stat().pid();
      throw Problem.of(
              ProblemCode.PROCESS_REPLACED,
              "The pid " + pid + " belongs to another process now, which started at another time.")
          .ofProcess(pid)
          .with("startTicks", reading.stat().startTicks())
          .exception();
    }
  }
}
