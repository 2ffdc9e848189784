package dev.vmascope.sandbox;

import dev.vmascope.procfs.call.FolderArguments;
import dev.vmascope.procfs.call.OpenHow;
import dev.vmascope.sandbox.ArgumentCondition.Address;
import dev.vmascope.sandbox.ArgumentCondition.Element;
import dev.vmascope.sandbox.ArgumentCondition.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /// @param written the arguments of the calls that may write; empty if none may
  static FilterProgram of(
      Restraint restraint, Architecture architecture, Optional<FolderArguments> written) {
    FilterProgram program = new FilterProgram(architecture);
    for (SystemCall call : SystemCall.values()) {
      if (call.restraint() == restraint && call.use() == SystemCall.Use.NEVER) {
        program.refuse(call, errno(restraint));
      }
    }
    switch (restraint) {
      case SYSTEM_CALLS -> checkCalls(program);
      case WRITES -> checkWrites(program, written);
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

  private static void checkWrites(FilterProgram program, Optional<FolderArguments> written) {
    program.refuseIfAny(SystemCall.OPEN, 1, WRITING, FilterProgram.EACCES);
    program.refuseIfAny(SystemCall.OPENAT, 2, WRITING, FilterProgram.EACCES);
    // Its flags lie in memory, which a filter cannot see: it knows the places that cannot change.
    List<List<ArgumentCondition>> openings = new ArrayList<>();
    OpenHow.addresses().forEach(how -> openings.add(List.of(new Address(2, how))));
    written.ifPresent(folder -> openings.add(creation(folder)));
    program.refuseUnlessAny(SystemCall.OPENAT2, openings, FilterProgram.EACCES);
    program.refuseUnlessAny(
        SystemCall.RENAMEAT2,
        written.map(RestraintFilter::renaming).stream().toList(),
        FilterProgram.EACCES);
    program.refuseUnlessAny(
        SystemCall.UNLINKAT,
        written.map(RestraintFilter::removal).stream().toList(),
        FilterProgram.EACCES);
    written.ifPresent(folder -> keep(program, folder.descriptor()));
  }

  private static List<ArgumentCondition> creation(FolderArguments folder) {
    return List.of(
        new Word(0, folder.descriptor()),
        new Address(1, folder.names()),
        new Address(2, folder.newFile()));
  }

  private static List<ArgumentCondition> renaming(FolderArguments folder) {
    return List.of(
        new Word(0, folder.descriptor()),
        new Address(1, folder.names()),
        new Word(2, folder.descriptor()),
        name(folder, 3),
        new Word(4, 0));
  }

  private static List<ArgumentCondition> removal(FolderArguments folder) {
    return List.of(new Word(0, folder.descriptor()), name(folder, 1), new Word(2, 0));
  }

  private static Element name(FolderArguments folder, int argument) {
    return new Element(argument, folder.names(), folder.bytes(), FolderArguments.NAME_BYTES);
  }

  /// Rejects the calls after which a descriptor could be that of another folder.
  private static void keep(FilterProgram program, int descriptor) {
    program.refuseIfOneOf(SystemCall.CLOSE, 0, List.of(descriptor), FilterProgram.EACCES);
    program.refuseIfOneOf(SystemCall.DUP2, 1, List.of(descriptor), FilterProgram.EACCES);
    program.refuseIfOneOf(SystemCall.DUP3, 1, List.of(descriptor), FilterProgram.EACCES);
    program.refuse(SystemCall.CLOSE_RANGE, FilterProgram.EACCES);
  }
}
