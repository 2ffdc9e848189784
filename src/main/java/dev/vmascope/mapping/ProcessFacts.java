package dev.vmascope.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What is known of a process besides its listing, and settles what the listing leaves open.
///
/// @param threads how many it has; absent where that is not known
/// @param fileSystems the types of file systems (`tmpfs`), by the device that maps has for what
///   lies on them; one that is not known is not in it
public record ProcessFacts(OptionalInt threads, Map<Device, String> fileSystems) {
  /// Nothing.
  public static final ProcessFacts NONE = new ProcessFacts(OptionalInt.empty(), Map.of());

  private static final List<ByteSearch> MAY_BE_DEVICE_OR_HUGE =
      List.of(new ByteSearch("/dev/"), new ByteSearch("huge"));

  public ProcessFacts {
    fileSystems = Map.copyOf(fileSystems);
  }

  /// The type of the file system that a mapped object lies on, if it is known.
  Optional<String> fileSystem(Mapping mapping) {
    return Optional.ofNullable(fileSystems.get(mapping.device()));
  }

  /// Whether file systems matter to a listing: it has paths of what may be a device, or huge pages.
  ///
  /// @param listing from its start on; it is left where it was
  public static boolean needFileSystems(InputStream listing) throws IOException {
    for (ByteSearch search : MAY_BE_DEVICE_OR_HUGE) {
      listing.mark(Integer.MAX_VALUE);
      boolean found = search.isIn(listing);
      listing.reset();
      if (found) {
        return true;
      }
    }
    return false;
  }

  /// Whether they matter to one mapping.
  public static boolean needFileSystems(Mapping mapping) {
    String name = mapping.name().latin1();
    return name.contains("/dev/") || name.contains("huge");
  }
}
