package dev.vmascope.procfs.machine;

/// The files of `/proc` and `/sys` that describe the memory management of the machine.
public enum MachineFile {
  /// The sizes of all memory.
  MEMINFO("/proc/meminfo", "a proc file system with all its files"),
  /// The version of the kernel.
  RELEASE("/proc/sys/kernel/osrelease", "CONFIG_SYSCTL"),
  /// The name of the architecture.
  ARCHITECTURE("/proc/sys/kernel/arch", "Linux 6.1"),
  /// The features of the processors; only the start is read, which describes the first.
  PROCESSORS("/proc/cpuinfo", "a proc file system with all its files"),
  /// Whether addresses are random.
  RANDOMIZATION("/proc/sys/kernel/randomize_va_space", "CONFIG_MMU"),
  /// The number of random bits in the addresses that mmap returns.
  RANDOM_BITS("/proc/sys/vm/mmap_rnd_bits", "Linux 4.5"),
  /// The same number for 32-bit programs.
  RANDOM_BITS_32("/proc/sys/vm/mmap_rnd_compat_bits", "Linux 4.5 and support of 32-bit programs"),
  /// Whether more memory may be promised than there is.
  OVERCOMMIT("/proc/sys/vm/overcommit_memory", "CONFIG_SYSCTL"),
  /// The ratio of memory that may be committed, in percent.
  OVERCOMMIT_RATIO("/proc/sys/vm/overcommit_ratio", "CONFIG_SYSCTL"),
  /// The same as an amount in kB; 0 where the ratio counts.
  OVERCOMMIT_KBYTES("/proc/sys/vm/overcommit_kbytes", "Linux 3.14"),
  /// The limit on the mappings of one process.
  MAX_MAP_COUNT("/proc/sys/vm/max_map_count", "CONFIG_SYSCTL"),
  /// The lowest address that an unprivileged program can map.
  MMAP_MIN_ADDRESS("/proc/sys/vm/mmap_min_addr", "CONFIG_MMU"),
  /// Whether segmentation faults are logged.
  FAULT_LOGGING("/proc/sys/debug/exception-trace", "an architecture that logs them"),
  /// The restriction on attaching a debugger.
  PTRACE_SCOPE("/proc/sys/kernel/yama/ptrace_scope", "CONFIG_SECURITY_YAMA"),
  /// The user namespace of the service, which is a link.
  USER_NAMESPACE("/proc/self/ns/user", "a live proc file system and CONFIG_USER_NS"),
  /// The capabilities of the service.
  OWN_STATUS("/proc/self/status", "a live proc file system"),
  /// The boot options of the kernel; only single ones are taken from it.
  BOOT_OPTIONS("/proc/cmdline", "a proc file system with all its files"),
  /// The rule by which memory is backed by huge pages.
  HUGE_PAGES("/sys/kernel/mm/transparent_hugepage/enabled", "CONFIG_TRANSPARENT_HUGEPAGE"),
  /// The effort of the kernel to form huge pages.
  HUGE_PAGES_DEFRAG("/sys/kernel/mm/transparent_hugepage/defrag", "CONFIG_TRANSPARENT_HUGEPAGE"),
  /// The rule for huge pages of shared memory.
  HUGE_PAGES_SHARED(
      "/sys/kernel/mm/transparent_hugepage/shmem_enabled", "CONFIG_TRANSPARENT_HUGEPAGE"),
  /// Whether page tables are isolated.
  MELTDOWN("/sys/devices/system/cpu/vulnerabilities/meltdown", "Linux 4.15");

  private static final String SYSFS = "/sys/";

  private final String fullPath;
  private final String needs;

  MachineFile(String fullPath, String needs) {
    this.fullPath = fullPath;
    this.needs = needs;
  }

  /// Whether it belongs to `/sys`, and not to the proc file system.
  boolean isOfSysfs() {
    return fullPath.startsWith(SYSFS);
  }

  /// The path relative to the mount point of its file system.
  String path() {
    return fullPath.substring(fullPath.indexOf('/', 1) + 1);
  }

  /// The absolute path on a usual machine.
  public String fullPath() {
    return fullPath;
  }

  /// The kernel version or option that the file needs.
  public String needs() {
    return needs;
  }
}
