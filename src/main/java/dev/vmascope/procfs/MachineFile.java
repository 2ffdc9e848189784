package dev.vmascope.procfs;

/// The files that say how the machine manages memory.
public enum MachineFile {
  /// Sizes of all memory.
  MEMINFO("/proc/meminfo", "a proc file system with all its files"),
  /// The version of the kernel.
  RELEASE("/proc/sys/kernel/osrelease", "CONFIG_SYSCTL"),
  /// The name of the architecture.
  ARCHITECTURE("/proc/sys/kernel/arch", "Linux 6.1"),
  /// What the processors can do; its beginning, which tells of the first.
  PROCESSORS("/proc/cpuinfo", "a proc file system with all its files"),
  /// Whether addresses are random.
  RANDOMIZATION("/proc/sys/kernel/randomize_va_space", "CONFIG_MMU"),
  /// How many bits of the addresses that mmap gives are.
  RANDOM_BITS("/proc/sys/vm/mmap_rnd_bits", "Linux 4.5"),
  /// The same for 32-bit programs.
  RANDOM_BITS_32("/proc/sys/vm/mmap_rnd_compat_bits", "Linux 4.5 and support of 32-bit programs"),
  /// Whether more memory may be promised than there is.
  OVERCOMMIT("/proc/sys/vm/overcommit_memory", "CONFIG_SYSCTL"),
  /// How much of the memory may be promised, in percent.
  OVERCOMMIT_RATIO("/proc/sys/vm/overcommit_ratio", "CONFIG_SYSCTL"),
  /// The same in kB; 0 where the ratio counts.
  OVERCOMMIT_KBYTES("/proc/sys/vm/overcommit_kbytes", "Linux 3.14"),
  /// How many mappings a process may have.
  MAX_MAP_COUNT("/proc/sys/vm/max_map_count", "CONFIG_SYSCTL"),
  /// The lowest address that an unprivileged program can map.
  MMAP_MIN_ADDRESS("/proc/sys/vm/mmap_min_addr", "CONFIG_MMU"),
  /// Whether segmentation faults are logged.
  FAULT_LOGGING("/proc/sys/debug/exception-trace", "an architecture that logs them"),
  /// Who may attach a debugger to whom.
  PTRACE_SCOPE("/proc/sys/kernel/yama/ptrace_scope", "CONFIG_SECURITY_YAMA"),
  /// The user namespace of the service, which is a link.
  USER_NAMESPACE("/proc/self/ns/user", "a live proc file system and CONFIG_USER_NS"),
  /// The capabilities of the service.
  OWN_STATUS("/proc/self/status", "a live proc file system"),
  /// What the kernel was started with; only single options are taken from it.
  BOOT_OPTIONS("/proc/cmdline", "a proc file system with all its files"),
  /// When memory is backed by huge pages.
  HUGE_PAGES("/sys/kernel/mm/transparent_hugepage/enabled", "CONFIG_TRANSPARENT_HUGEPAGE"),
  /// How hard the kernel tries for them.
  HUGE_PAGES_DEFRAG("/sys/kernel/mm/transparent_hugepage/defrag", "CONFIG_TRANSPARENT_HUGEPAGE"),
  /// The same for shared memory.
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

  /// The path below where its file system is mounted.
  String path() {
    return fullPath.substring(fullPath.indexOf('/', 1) + 1);
  }

  /// As people know it.
  public String fullPath() {
    return fullPath;
  }

  /// What must be there for this file to exist.
  public String needs() {
    return needs;
  }
}
