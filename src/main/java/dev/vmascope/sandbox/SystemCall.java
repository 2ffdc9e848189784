package dev.vmascope.sandbox;

import java.util.Locale;
import java.util.OptionalInt;

/// The system calls that the filters restrict, with their numbers. Those of x86-64 are in
/// `arch/x86/entry/syscalls/syscall_64.tbl`, those of aarch64 in
/// `include/uapi/asm-generic/unistd.h`, which has no calls that take paths without a directory.
enum SystemCall {
  PTRACE(Restraint.SYSTEM_CALLS, Use.NEVER, 101, 117),
  PROCESS_VM_READV(Restraint.SYSTEM_CALLS, Use.NEVER, 310, 270),
  PROCESS_VM_WRITEV(Restraint.SYSTEM_CALLS, Use.NEVER, 311, 271),
  PROCESS_MADVISE(Restraint.SYSTEM_CALLS, Use.NEVER, 440, 440),
  PROCESS_MRELEASE(Restraint.SYSTEM_CALLS, Use.NEVER, 448, 448),
  PIDFD_OPEN(Restraint.SYSTEM_CALLS, Use.NEVER, 434, 434),
  PIDFD_GETFD(Restraint.SYSTEM_CALLS, Use.NEVER, 438, 438),
  KCMP(Restraint.SYSTEM_CALLS, Use.NEVER, 312, 272),
  PERF_EVENT_OPEN(Restraint.SYSTEM_CALLS, Use.NEVER, 298, 241),
  BPF(Restraint.SYSTEM_CALLS, Use.NEVER, 321, 280),
  USERFAULTFD(Restraint.SYSTEM_CALLS, Use.NEVER, 323, 282),
  MIGRATE_PAGES(Restraint.SYSTEM_CALLS, Use.NEVER, 256, 238),
  MOVE_PAGES(Restraint.SYSTEM_CALLS, Use.NEVER, 279, 239),
  KILL(Restraint.SYSTEM_CALLS, Use.NEVER, 62, 129),
  TKILL(Restraint.SYSTEM_CALLS, Use.NEVER, 200, 130),
  PIDFD_SEND_SIGNAL(Restraint.SYSTEM_CALLS, Use.NEVER, 424, 424),
  RT_SIGQUEUEINFO(Restraint.SYSTEM_CALLS, Use.NEVER, 129, 138),
  RT_TGSIGQUEUEINFO(Restraint.SYSTEM_CALLS, Use.NEVER, 297, 240),
  IO_URING_SETUP(Restraint.SYSTEM_CALLS, Use.NEVER, 425, 425),
  IO_URING_ENTER(Restraint.SYSTEM_CALLS, Use.NEVER, 426, 426),
  IO_URING_REGISTER(Restraint.SYSTEM_CALLS, Use.NEVER, 427, 427),
  MOUNT(Restraint.SYSTEM_CALLS, Use.NEVER, 165, 40),
  UMOUNT2(Restraint.SYSTEM_CALLS, Use.NEVER, 166, 39),
  PIVOT_ROOT(Restraint.SYSTEM_CALLS, Use.NEVER, 155, 41),
  CHROOT(Restraint.SYSTEM_CALLS, Use.NEVER, 161, 51),
  OPEN_TREE(Restraint.SYSTEM_CALLS, Use.NEVER, 428, 428),
  OPEN_TREE_ATTR(Restraint.SYSTEM_CALLS, Use.NEVER, 467, 467),
  MOVE_MOUNT(Restraint.SYSTEM_CALLS, Use.NEVER, 429, 429),
  FSOPEN(Restraint.SYSTEM_CALLS, Use.NEVER, 430, 430),
  FSCONFIG(Restraint.SYSTEM_CALLS, Use.NEVER, 431, 431),
  FSMOUNT(Restraint.SYSTEM_CALLS, Use.NEVER, 432, 432),
  FSPICK(Restraint.SYSTEM_CALLS, Use.NEVER, 433, 433),
  MOUNT_SETATTR(Restraint.SYSTEM_CALLS, Use.NEVER, 442, 442),
  SETNS(Restraint.SYSTEM_CALLS, Use.NEVER, 308, 268),
  UNSHARE(Restraint.SYSTEM_CALLS, Use.NEVER, 272, 97),
  OPEN_BY_HANDLE_AT(Restraint.SYSTEM_CALLS, Use.NEVER, 304, 265),
  FANOTIFY_INIT(Restraint.SYSTEM_CALLS, Use.NEVER, 300, 262),
  QUOTACTL(Restraint.SYSTEM_CALLS, Use.NEVER, 179, 60),
  QUOTACTL_FD(Restraint.SYSTEM_CALLS, Use.NEVER, 443, 443),
  ACCT(Restraint.SYSTEM_CALLS, Use.NEVER, 163, 89),
  ADD_KEY(Restraint.SYSTEM_CALLS, Use.NEVER, 248, 217),
  REQUEST_KEY(Restraint.SYSTEM_CALLS, Use.NEVER, 249, 218),
  KEYCTL(Restraint.SYSTEM_CALLS, Use.NEVER, 250, 219),
  INIT_MODULE(Restraint.SYSTEM_CALLS, Use.NEVER, 175, 105),
  FINIT_MODULE(Restraint.SYSTEM_CALLS, Use.NEVER, 313, 273),
  DELETE_MODULE(Restraint.SYSTEM_CALLS, Use.NEVER, 176, 106),
  KEXEC_LOAD(Restraint.SYSTEM_CALLS, Use.NEVER, 246, 104),
  KEXEC_FILE_LOAD(Restraint.SYSTEM_CALLS, Use.NEVER, 320, 294),
  REBOOT(Restraint.SYSTEM_CALLS, Use.NEVER, 169, 142),
  SWAPON(Restraint.SYSTEM_CALLS, Use.NEVER, 167, 224),
  SWAPOFF(Restraint.SYSTEM_CALLS, Use.NEVER, 168, 225),
  SYSLOG(Restraint.SYSTEM_CALLS, Use.NEVER, 103, 116),
  VHANGUP(Restraint.SYSTEM_CALLS, Use.NEVER, 153, 58),
  SETHOSTNAME(Restraint.SYSTEM_CALLS, Use.NEVER, 170, 161),
  SETDOMAINNAME(Restraint.SYSTEM_CALLS, Use.NEVER, 171, 162),
  SETTIMEOFDAY(Restraint.SYSTEM_CALLS, Use.NEVER, 164, 170),
  CLOCK_SETTIME(Restraint.SYSTEM_CALLS, Use.NEVER, 227, 112),
  ADJTIMEX(Restraint.SYSTEM_CALLS, Use.NEVER, 159, 171),
  CLOCK_ADJTIME(Restraint.SYSTEM_CALLS, Use.NEVER, 305, 266),
  IOPL(Restraint.SYSTEM_CALLS, Use.NEVER, 172),
  IOPERM(Restraint.SYSTEM_CALLS, Use.NEVER, 173),
  TGKILL(Restraint.SYSTEM_CALLS, Use.CHECKED, 234, 131),
  PRLIMIT64(Restraint.SYSTEM_CALLS, Use.CHECKED, 302, 261),
  CLONE(Restraint.SYSTEM_CALLS, Use.CHECKED, 56, 220),
  CLONE3(Restraint.SYSTEM_CALLS, Use.CHECKED, 435, 435),
  IOCTL(Restraint.SYSTEM_CALLS, Use.CHECKED, 16, 29),
  CREAT(Restraint.WRITES, Use.NEVER, 85),
  TRUNCATE(Restraint.WRITES, Use.NEVER, 76, 45),
  MKDIR(Restraint.WRITES, Use.NEVER, 83),
  MKDIRAT(Restraint.WRITES, Use.NEVER, 258, 34),
  MKNOD(Restraint.WRITES, Use.NEVER, 133),
  MKNODAT(Restraint.WRITES, Use.NEVER, 259, 33),
  RENAME(Restraint.WRITES, Use.NEVER, 82),
  RENAMEAT(Restraint.WRITES, Use.NEVER, 264, 38),
  LINK(Restraint.WRITES, Use.NEVER, 86),
  LINKAT(Restraint.WRITES, Use.NEVER, 265, 37),
  SYMLINK(Restraint.WRITES, Use.NEVER, 88),
  SYMLINKAT(Restraint.WRITES, Use.NEVER, 266, 36),
  UNLINK(Restraint.WRITES, Use.NEVER, 87),
  RMDIR(Restraint.WRITES, Use.NEVER, 84),
  CHMOD(Restraint.WRITES, Use.NEVER, 90),
  FCHMOD(Restraint.WRITES, Use.NEVER, 91, 52),
  FCHMODAT(Restraint.WRITES, Use.NEVER, 268, 53),
  FCHMODAT2(Restraint.WRITES, Use.NEVER, 452, 452),
  CHOWN(Restraint.WRITES, Use.NEVER, 92),
  LCHOWN(Restraint.WRITES, Use.NEVER, 94),
  FCHOWN(Restraint.WRITES, Use.NEVER, 93, 55),
  FCHOWNAT(Restraint.WRITES, Use.NEVER, 260, 54),
  SETXATTR(Restraint.WRITES, Use.NEVER, 188, 5),
  LSETXATTR(Restraint.WRITES, Use.NEVER, 189, 6),
  FSETXATTR(Restraint.WRITES, Use.NEVER, 190, 7),
  REMOVEXATTR(Restraint.WRITES, Use.NEVER, 197, 14),
  LREMOVEXATTR(Restraint.WRITES, Use.NEVER, 198, 15),
  FREMOVEXATTR(Restraint.WRITES, Use.NEVER, 199, 16),
  SETXATTRAT(Restraint.WRITES, Use.NEVER, 463, 463),
  REMOVEXATTRAT(Restraint.WRITES, Use.NEVER, 466, 466),
  FILE_SETATTR(Restraint.WRITES, Use.NEVER, 469, 469),
  UTIME(Restraint.WRITES, Use.NEVER, 132),
  UTIMES(Restraint.WRITES, Use.NEVER, 235),
  FUTIMESAT(Restraint.WRITES, Use.NEVER, 261),
  UTIMENSAT(Restraint.WRITES, Use.NEVER, 280, 88),
  EXECVE(Restraint.WRITES, Use.NEVER, 59, 221),
  EXECVEAT(Restraint.WRITES, Use.NEVER, 322, 281),
  SECCOMP(Restraint.WRITES, Use.NEVER, 317, 277),
  OPEN(Restraint.WRITES, Use.CHECKED, 2),
  OPENAT(Restraint.WRITES, Use.CHECKED, 257, 56),
  OPENAT2(Restraint.WRITES, Use.CHECKED, 437, 437),
  RENAMEAT2(Restraint.WRITES, Use.CHECKED, 316, 276),
  UNLINKAT(Restraint.WRITES, Use.CHECKED, 263, 35),
  CLOSE(Restraint.WRITES, Use.CHECKED, 3, 57),
  CLOSE_RANGE(Restraint.WRITES, Use.CHECKED, 436, 436),
  DUP2(Restraint.WRITES, Use.CHECKED, 33),
  DUP3(Restraint.WRITES, Use.CHECKED, 292, 24);

  /// The extent to which a call is rejected.
  enum Use {
    /// Rejected in any case: the service never makes the call.
    NEVER,
    /// Rejected by its arguments.
    CHECKED
  }

  private final Restraint restraint;
  private final Use use;
  private final int x86;
  private final OptionalInt aarch64;

  SystemCall(Restraint restraint, Use use, int x86, int aarch64) {
    this(restraint, use, x86, OptionalInt.of(aarch64));
  }

  SystemCall(Restraint restraint, Use use, int x86) {
    this(restraint, use, x86, OptionalInt.empty());
  }

  SystemCall(Restraint restraint, Use use, int x86, OptionalInt aarch64) {
    this.restraint = restraint;
    this.use = use;
    this.x86 = x86;
    this.aarch64 = aarch64;
  }

  /// The restraint to which it belongs.
  Restraint restraint() {
    return restraint;
  }

  Use use() {
    return use;
  }

  /// The number; empty if the architecture has no such call.
  OptionalInt number(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> OptionalInt.of(x86);
      case AARCH64 -> aarch64;
    };
  }

  /// The name, as in `man 2`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
