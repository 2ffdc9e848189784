package dev.vmascope.procfs.machine;

import dev.vmascope.mapping.AddressSpaceLayout;
import dev.vmascope.mapping.Architecture;
import dev.vmascope.mapping.proc.SysctlValue;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.Consistency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/// The memory-management settings of the machine, as read from `/proc` and `/sys`.
///
/// @param root the kind of file system at the root
/// @param files the text of each file; not applicable are those of `/sys` for captures, which may
///   be of another machine
/// @param architecture the architecture of the kernel; empty if it is unknown, or not supported
/// @param layout the address-space layout; empty if it cannot be determined
/// @param layoutProbed whether the layout was probed; otherwise it follows from the processor's
///   flags
/// @param pageBytes the size of a page; empty for captures
/// @param pools the pools of huge pages, by page size
/// @param openable whether each kind of file of most other processes can be opened; absent where
///   there was none to try
public record HostSettings(
    RootKind root,
    Map<MachineFile, Outcome<String>> files,
    Optional<Architecture> architecture,
    Optional<AddressSpaceLayout> layout,
    boolean layoutProbed,
    OptionalInt pageBytes,
    List<HugePagePool> pools,
    Map<ProbedPermission, Boolean> openable,
    Consistency stamp) {

  /// The default of `stack_guard_gap` (`mm/mmap.c`).
  public static final long USUAL_GUARD_PAGES = 256;

  public HostSettings {
    files = new EnumMap<>(files);
    pools = List.copyOf(pools);
    openable = Map.copyOf(openable);
  }

  /// The text of a file.
  public Outcome<String> text(MachineFile file) {
    return files.getOrDefault(file, new Outcome.NotApplicable<>());
  }

  /// The content of a file, by a parser of its text.
  ///
  /// @param parser a function of the text and of the file's name for error messages
  public <T> Outcome<T> parsed(MachineFile file, BiFunction<String, String, T> parser) {
    return text(file).map(text -> parser.apply(text, file.fullPath()));
  }

  /// Whether the processor has a feature that the kernel uses (`flags` or `Features` of
  /// `/proc/cpuinfo`).
  public boolean processorHas(String feature) {
    return text(MachineFile.PROCESSORS)
        .value()
        .filter(text -> AddressLayoutProbe.hasFlag(text, feature))
        .isPresent();
  }

  /// The number in a file.
  public Outcome<Long> number(MachineFile file) {
    return parsed(file, SysctlValue::number);
  }

  /// The number of pages that the kernel keeps free below a growing stack.
  public Outcome<Long> stackGuardPages() {
    return parsed(
        MachineFile.BOOT_OPTIONS,
        (text, source) -> text.isEmpty() ? USUAL_GUARD_PAGES : SysctlValue.number(text, source));
  }
}
