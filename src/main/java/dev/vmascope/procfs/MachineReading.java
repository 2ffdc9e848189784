package dev.vmascope.procfs;

import dev.vmascope.mapping.AddressSpaceLayout;
import dev.vmascope.mapping.Architecture;
import dev.vmascope.mapping.SettingText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/// How the machine manages memory.
///
/// @param root what lies where it was looked for
/// @param files what is in each file; not applicable are those of `/sys` for captures, which may be
///   of another machine
/// @param architecture of the kernel; empty if it is not known, or not to this version
/// @param layout how it divides addresses; empty if that cannot be found out
/// @param layoutProbed whether that was tried out; else the flags of the processor tell
/// @param pageBytes the size of a page; empty for captures
/// @param pools huge pages that were set aside, by size
/// @param openable what can be opened of most other processes; absent where there was none to try
public record MachineReading(
    RootKind root,
    Map<MachineFile, Outcome<String>> files,
    Optional<Architecture> architecture,
    Optional<AddressSpaceLayout> layout,
    boolean layoutProbed,
    OptionalInt pageBytes,
    List<HugePagePool> pools,
    Map<OpenableFile, Boolean> openable,
    CaptureStamp stamp) {

  /// The default of `stack_guard_gap` (`mm/mmap.c`).
  public static final long USUAL_GUARD_PAGES = 256;

  public MachineReading {
    files = new EnumMap<>(files);
    pools = List.copyOf(pools);
    openable = Map.copyOf(openable);
  }

  /// What is in a file.
  public Outcome<String> text(MachineFile file) {
    return files.getOrDefault(file, new Outcome.NotApplicable<>());
  }

  /// What a file says, by a parser of its text.
  ///
  /// @param parser takes the text and what to call it in complaints
  public <T> Outcome<T> parsed(MachineFile file, BiFunction<String, String, T> parser) {
    return text(file).map(text -> parser.apply(text, file.fullPath()));
  }

  /// Whether the processor has a feature that the kernel uses (`flags` or `Features` of
  /// `/proc/cpuinfo`).
  public boolean processorHas(String feature) {
    return text(MachineFile.PROCESSORS)
        .value()
        .filter(text -> LayoutProbe.hasFlag(text, feature))
        .isPresent();
  }

  /// The number in a file.
  public Outcome<Long> number(MachineFile file) {
    return parsed(file, SettingText::number);
  }

  /// How many pages are kept free below a stack that grows.
  public Outcome<Long> stackGuardPages() {
    return parsed(
        MachineFile.BOOT_OPTIONS,
        (text, source) -> text.isEmpty() ? USUAL_GUARD_PAGES : SettingText.number(text, source));
  }
}
