package dev.vmascope.mapping.space;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.text.ByteSearch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The facts about a process that settle the open questions of its listing.
///
/// @param threads the number of threads; absent where it is not known
/// @param fileSystems the types of file systems (`tmpfs`), by the device in `maps`; unknown ones
///   are not in it
public record ProcessFacts(OptionalInt threads, Map<Device, String> fileSystems) {
  /// No facts.
  public static final ProcessFacts NONE = new ProcessFacts(OptionalInt.empty(), Map.of());

  private static final ByteSearch MAY_BE_DEVICE_OR_HUGE = new ByteSearch("/dev/", "huge");

  public ProcessFacts {
    fileSystems = Map.copyOf(fileSystems);
  }

  /// The type of the file system that a mapped object lies on, if it is known.
  Optional<String> fileSystem(Mapping mapping) {
    return Optional.ofNullable(fileSystems.get(mapping.device()));
  }

  /// Whether a listing needs file systems: it has paths of possible devices, or huge pages.
  ///
  /// @param listing a stream at the start of a listing; its position is kept
  public static boolean needFileSystems(InputStream listing) throws IOException {
    listing.mark(Integer.MAX_VALUE);
    boolean found = MAY_BE_DEVICE_OR_HUGE.isIn(listing);
    listing.reset();
    return found;
  }

  /// Whether a mapping needs them.
  public static boolean needFileSystems(Mapping mapping) {
    String name = mapping.name().latin1();
    return name.contains("/dev/") || name.contains("huge");
  }
}
