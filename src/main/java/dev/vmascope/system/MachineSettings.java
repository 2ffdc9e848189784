package dev.vmascope.system;

import dev.vmascope.mapping.Address;
import dev.vmascope.procfs.machine.HugePagePool;
import dev.vmascope.procfs.machine.MachineFile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kernel settings and sizes in the description of the machine.
final class MachineSettings {
  private MachineSettings() {}

  /// The randomization of addresses (`vm.mmap_rnd_bits`, `kernel.randomize_va_space`).
  @Schema(name = "Randomization")
  record RandomizationView(
      @Schema(description = "Value of kernel.randomize_va_space") @Nullable Long mode,
      @Schema(
              description =
                  "Randomized addresses. off: none; conservative: stack, mmap, vDSO and programs that allow it;"
                      + " full: also the heap",
              allowableValues = {"off", "conservative", "full"})
          @Nullable String meaning,
      @Schema(description = "Number of random bits in the address of the first mmap(2)")
          @Nullable Long mmapBits,
      @Schema(
              description =
                  "Number of random bits in the address of the first mmap(2) of a 32-bit program")
          @Nullable Long mmapBitsOf32Bit) {
    static RandomizationView of(MachineFacts facts) {
      String field = "randomization.";
      Long mode = facts.number(field + "mode", MachineFile.RANDOMIZATION);
      return new RandomizationView(
          mode,
          word(mode, "off", "conservative", "full"),
          facts.number(field + "mmapBits", MachineFile.RANDOM_BITS),
          facts.number(field + "mmapBitsOf32Bit", MachineFile.RANDOM_BITS_32));
    }
  }

  /// The overcommit policy of the kernel (`mm/util.c`, `__vm_enough_memory`).
  @Schema(name = "Overcommit")
  record OvercommitView(
      @Schema(description = "Value of vm.overcommit_memory") @Nullable Long mode,
      @Schema(
              description =
                  "Overcommit policy. heuristic: obvious overcommits are rejected; always: nothing is rejected;"
                      + " never: everything beyond the commit limit is rejected",
              allowableValues = {"heuristic", "always", "never"})
          @Nullable String meaning,
      @Schema(description = "vm.overcommit_ratio: share of memory in the commit limit")
          @Nullable Long ratioPercent,
      @Schema(description = "vm.overcommit_kbytes: replaces the ratio, unless it is 0")
          @Nullable Long absoluteBytes,
      @Schema(description = "CommitLimit: limit on committed memory, enforced only in mode 2")
          @Nullable Long commitLimitBytes,
      @Schema(description = "Committed_AS: committed memory") @Nullable Long committedBytes) {
    static OvercommitView of(MachineFacts facts) {
      String field = "overcommit.";
      Long mode = facts.number(field + "mode", MachineFile.OVERCOMMIT);
      Long kilobytes = facts.number(field + "absoluteBytes", MachineFile.OVERCOMMIT_KBYTES);
      return new OvercommitView(
          mode,
          word(mode, "heuristic", "always", "never"),
          facts.number(field + "ratioPercent", MachineFile.OVERCOMMIT_RATIO),
          kilobytes == null ? null : Long.valueOf(kilobytes * 1024),
          facts.memory(field + "commitLimitBytes", "CommitLimit"),
          facts.memory(field + "committedBytes", "Committed_AS"));
    }
  }

  /// The memory of the machine (`/proc/meminfo`).
  @Schema(name = "MachineMemory")
  record MemoryView(
      @Nullable Long totalBytes,
      @Nullable Long freeBytes,
      @Schema(description = "Memory that is available without swapping")
          @Nullable Long availableBytes,
      @Nullable Long swapTotalBytes,
      @Nullable Long swapFreeBytes,
      @Schema(description = "Anonymous memory of all processes") @Nullable Long anonymousBytes,
      @Schema(description = "Shared memory and tmpfs") @Nullable Long sharedMemoryBytes,
      @Schema(description = "Page tables of all processes") @Nullable Long pageTableBytes) {
    static MemoryView of(MachineFacts facts) {
      String field = "memory.";
      return new MemoryView(
          facts.memory(field + "totalBytes", "MemTotal"),
          facts.memory(field + "freeBytes", "MemFree"),
          facts.memory(field + "availableBytes", "MemAvailable"),
          facts.memory(field + "swapTotalBytes", "SwapTotal"),
          facts.memory(field + "swapFreeBytes", "SwapFree"),
          facts.memory(field + "anonymousBytes", "AnonPages"),
          facts.memory(field + "sharedMemoryBytes", "Shmem"),
          facts.memory(field + "pageTableBytes", "PageTables"));
    }
  }

  /// A pool of huge pages.
  @Schema(name = "HugePagePool")
  record PoolView(
      long pageBytes,
      @Schema(description = "Number of pages in the pool") long total,
      long free,
      @Schema(description = "Number of free pages that are already reserved") long reserved,
      @Schema(description = "Number of pages above the configured size of the pool") long surplus) {
    static PoolView of(HugePagePool pool) {
      return new PoolView(
          pool.pageBytes(), pool.total(), pool.free(), pool.reserved(), pool.surplus());
    }
  }

  /// The settings of transparent huge pages, and the pools of hugetlbfs.
  @Schema(name = "HugePages")
  record HugePagesView(
      @Schema(description = "Policy for anonymous memory: always, madvise, never")
          @Nullable String transparent,
      @Schema(description = "Policy for defragmentation, to obtain huge pages")
          @Nullable String defrag,
      @Schema(description = "Policy for shared memory") @Nullable String sharedMemory,
      @Schema(description = "Pools of hugetlbfs") List<PoolView> pools) {
    static HugePagesView of(MachineFacts facts) {
      String field = "hugePages.";
      return new HugePagesView(
          facts.chosen(field + "transparent", MachineFile.HUGE_PAGES),
          facts.chosen(field + "defrag", MachineFile.HUGE_PAGES_DEFRAG),
          facts.chosen(field + "sharedMemory", MachineFile.HUGE_PAGES_SHARED),
          facts.reading().pools().stream().map(PoolView::of).toList());
    }
  }

  /// The settings for mappings and faults.
  @Schema(name = "MappingRules")
  record RulesView(
      @Schema(description = "vm.max_map_count: maximum number of mappings of a process")
          @Nullable Long maxMapCount,
      @Schema(
              description = "vm.mmap_min_addr: lowest address that a program can map",
              example = "0x10000")
          @Nullable String mmapMinAddress,
      @Schema(description = "stack_guard_gap: size of the gap below a stack that grows")
          @Nullable Long stackGuardGapBytes,
      @Schema(
              description =
                  "debug.exception-trace: whether the kernel logs segmentation faults that no handler takes")
          @Nullable Boolean segfaultsLogged,
      @Schema(
              description =
                  "kernel.yama.ptrace_scope, who can attach a debugger: 0 the same user, 1 parents, 2 processes"
                      + " with CAP_SYS_PTRACE, 3 nobody")
          @Nullable Long ptraceScope) {
    static RulesView of(MachineFacts facts) {
      String field = "mappings.";
      Long least = facts.number(field + "mmapMinAddress", MachineFile.MMAP_MIN_ADDRESS);
      Long logged = facts.number(field + "segfaultsLogged", MachineFile.FAULT_LOGGING);
      return new RulesView(
          facts.number(field + "maxMapCount", MachineFile.MAX_MAP_COUNT),
          least == null ? null : Address.print(least),
          guardGap(facts, field + "stackGuardGapBytes"),
          logged == null ? null : Boolean.valueOf(logged != 0),
          facts.number(field + "ptraceScope", MachineFile.PTRACE_SCOPE));
    }

    private static @Nullable Long guardGap(MachineFacts facts, String field) {
      Long pages = facts.known(field, MachineFile.BOOT_OPTIONS, facts.reading().stackGuardPages());
      if (pages == null) {
        return null;
      }
      if (facts.reading().pageBytes().isEmpty()) {
        facts.absent(
            field,
            "not-applicable",
            "nothing to be done: the kernel counts in pages, and captures do not contain the page size");
        return null;
      }
      return pages * facts.reading().pageBytes().getAsInt();
    }
  }

  /// The name of a mode; modes are numbered from 0.
  private static @Nullable String word(@Nullable Long mode, String... words) {
    return mode == null || mode >= words.length ? null : words[Math.toIntExact(mode)];
  }
}
