package dev.vmascope.sandbox;

import dev.vmascope.procfs.call.OpenHow;
import java.util.List;

/// The seccomp filters of the restraints.
final class RestraintFilter {
  /// The flags for new namespaces: `CLONE_NEW…` except `CLONE_NEWTIME`, whose bit belongs to the
  /// signal here (`include/uapi/linux/sched.h`).
  private static final int NEW_NAMESPACES = 0x7e020000;

  /// The rejected requests of ioctl: `TIOCSTI` and `TIOCLINUX` type into a terminal
  /// (`include/uapi/asm-generic/ioctls.h`); `FS_IOC_SETFLAGS` and `FS_IOC_FSSETXATTR` change
  /// attributes of a file that is open for reading (`include/uapi/linux/fs.h`).
  private static final List<Integer> NEVER_CONTROLLED =
      List.of(0x5412, 0x541c, 0x40086602, 0x401c5820);

  /// The flags of writes: `O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | __O_TMPFILE`,
  /// `include/uapi/asm-generic/fcntl.h`, the same on both architectures.
  private static final int WRITING = 0x3 | 0x40 | 0x200 | 0x400000;

  private RestraintFilter() {}

  static FilterProgram of(Restraint restraint, Architecture architecture) {
    FilterProgram program = new FilterProgram(architecture);
    for (SystemCall call : SystemCall.values()) {
      if (call.restraint() == restraint && call.use() == SystemCall.Use.NEVER) {
        program.refuse(call, errno(restraint));
      }
    }
    switch (restraint) {
      case SYSTEM_CALLS -> checkCalls(program);
      case WRITES -> checkWrites(program);
    }
    return program;
  }

  private static int errno(Restraint restraint) {
    return switch (restraint) {
      case SYSTEM_CALLS -> FilterProgram.EPERM;
      case WRITES -> FilterProgram.EACCES;
    };
  }

  private static void checkCalls(FilterProgram program) {
    // The C library then makes threads with clone, whose flags are an argument.
    program.refuse(SystemCall.CLONE3, FilterProgram.ENOSYS);
    program.refuseIfAny(SystemCall.CLONE, 0, NEW_NAMESPACES, FilterProgram.EPERM);
    int self = Math.toIntExact(ProcessHandle.current().pid());
    program.refuseUnless(SystemCall.TGKILL, 0, self, FilterProgram.EPERM);
    program.refuseUnless(SystemCall.PRLIMIT64, 0, 0, FilterProgram.EPERM);
    program.refuseIfOneOf(SystemCall.IOCTL, 1, NEVER_CONTROLLED, FilterProgram.EPERM);
  }

  private static void checkWrites(FilterProgram program) {
    program.refuseIfAny(SystemCall.OPEN, 1, WRITING, FilterProgram.EACCES);
    program.refuseIfAny(SystemCall.OPENAT, 2, WRITING, FilterProgram.EACCES);
    // Its flags lie in memory, which a filter cannot see: it knows the places that cannot change.
    program.refuseUnlessOneOf(SystemCall.OPENAT2, 2, OpenHow.addresses(), FilterProgram.EACCES);
  }
}
