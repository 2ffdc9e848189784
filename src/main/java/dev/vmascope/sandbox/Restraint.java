package dev.vmascope.sandbox;

import dev.vmascope.procfs.call.FolderArguments;
import dev.vmascope.procfs.call.NumberedCalls;
import dev.vmascope.procfs.call.OpenHow;
import java.lang.foreign.Arena;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A permanent restriction of the service's own system calls, on all its threads. A filter cannot
/// be removed, and child processes inherit it.
public enum Restraint {
  /// The calls that trace other processes, or change them or the machine.
  SYSTEM_CALLS {
    // Each of these fails in another way where nothing refuses it, and does nothing.
    @Override
    boolean isTriedOut(Architecture architecture) {
      return refused(architecture, SystemCall.PTRACE, FilterProgram.EPERM, DETACH, 0)
          && refused(architecture, SystemCall.PROCESS_VM_READV, FilterProgram.EPERM, 0, 0, 0, 0, 0)
          && refused(architecture, SystemCall.PIDFD_GETFD, FilterProgram.EPERM, -1, -1, 0)
          && refused(architecture, SystemCall.KCMP, FilterProgram.EPERM, 0, 0, 0, 0, 0);
    }
  },
  /// The calls that open files for writing, or create, remove and rename files, except in one
  /// folder. Open files stay open. Programs cannot be started either: another program could put its
  /// own arguments where the filter expects the sealed ones. Nor can filters be added, whose
  /// listeners could exchange descriptors.
  WRITES {
    @Override
    boolean isTriedOut(Architecture architecture) {
      try (Arena arena = Arena.ofConfined()) {
        long name = arena.allocateFrom("vmascope").address();
        long how = arena.allocate(HOW_BYTES, Long.BYTES).address();
        return refused(architecture, SystemCall.OPENAT, FilterProgram.EACCES, -1, name, O_WRONLY)
            && refused(
                architecture, SystemCall.OPENAT2, FilterProgram.EACCES, -1, name, how, HOW_BYTES)
            && refused(
                architecture, SystemCall.RENAMEAT2, FilterProgram.EACCES, -1, name, -1, name, 0)
            && refused(architecture, SystemCall.EXECVE, FilterProgram.EACCES, 0, 0, 0)
            && refused(architecture, SystemCall.SECCOMP, FilterProgram.EACCES, -1, 0, 0)
            && OpenHow.isSealed();
      }
    }
  };

  /// `PTRACE_DETACH`, `include/uapi/linux/ptrace.h`.
  private static final int DETACH = 17;

  private static final int O_WRONLY = 1;
  private static final long HOW_BYTES = 24;

  /// `PR_SET_NO_NEW_PRIVS`, `include/uapi/linux/prctl.h`.
  private static final int NO_NEW_PRIVILEGES = 38;

  /// `SECCOMP_SET_MODE_FILTER`, `include/uapi/linux/seccomp.h`.
  private static final int SET_FILTER = 1;

  /// `SECCOMP_FILTER_FLAG_TSYNC`: the filter applies to all threads, and so does the ban on new
  /// privileges.
  private static final int ALL_THREADS = 1;

  private static final Set<Restraint> HELD = ConcurrentHashMap.newKeySet();

  abstract boolean isTriedOut(Architecture architecture);

  /// Applies the restriction.
  ///
  /// @return the reason for a failure; empty on success
  public Optional<String> putOn() {
    return putOn(Optional.empty());
  }

  /// Applies the restriction, except for the calls that write in a folder.
  ///
  /// @return the reason for a failure; empty on success
  public Optional<String> putOn(Optional<FolderArguments> written) {
    return Architecture.own()
        .map(architecture -> putOn(architecture, written))
        .orElseGet(
            () -> Optional.of("the calls of " + System.getProperty("os.arch") + " are not known"));
  }

  private Optional<String> putOn(Architecture architecture, Optional<FolderArguments> written) {
    long privileges = NumberedCalls.call(prctl(architecture), NO_NEW_PRIVILEGES, 1, 0, 0, 0);
    if (privileges != 0) {
      return Optional.of("prctl(2) fails with errno " + -privileges);
    }
    try (Arena arena = Arena.ofConfined()) {
      long filter =
          NumberedCalls.call(
              seccomp(architecture),
              SET_FILTER,
              ALL_THREADS,
              RestraintFilter.of(this, architecture, written).in(arena).address());
      if (filter > 0) {
        return Optional.of("thread " + filter + " has another filter");
      }
      return filter < 0 ? Optional.of("seccomp(2) fails with errno " + -filter) : Optional.empty();
    }
  }

  /// Whether the restriction is in force, applied by this service or otherwise; probed until it
  /// holds once.
  public boolean holds() {
    if (!HELD.contains(this) && Architecture.own().filter(this::isTriedOut).isPresent()) {
      HELD.add(this);
    }
    return HELD.contains(this);
  }

  private static boolean refused(
      Architecture architecture, SystemCall call, int errno, long... arguments) {
    OptionalInt number = call.number(architecture);
    return number.isPresent() && NumberedCalls.call(number.getAsInt(), arguments) == -errno;
  }

  private static int prctl(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> 157;
      case AARCH64 -> 167;
    };
  }

  private static int seccomp(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> 317;
      case AARCH64 -> 277;
    };
  }

  /// The name in logs and in the metric label.
  @Override
  public String toString() {
    return "sandbox-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
