package dev.vmascope.mapping.space;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.text.ByteLines;
import dev.vmascope.mapping.text.ByteSearch;
import dev.vmascope.mapping.text.MalformedException;
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

  /// The length of nearly all lines of smaps, those of numbers of kB; the start of a mapping is
  /// longer. A shorter line comes joined with the next one, and is searched with it.
  private static final int NUMBER_LINE = "Rss:                   4 kB".length();

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
  /// @param smaps whether it is one of smaps, whose lines of numbers are stepped over
  public static boolean needFileSystems(InputStream listing, boolean smaps) throws IOException {
    listing.mark(Integer.MAX_VALUE);
    boolean found = smaps ? isInLongLines(listing) : MAY_BE_DEVICE_OR_HUGE.isIn(listing);
    listing.reset();
    return found;
  }

  private static boolean isInLongLines(InputStream smaps) throws IOException {
    ByteLines lines = new ByteLines(smaps, "smaps");
    try {
      boolean found = false;
      while (!found && lines.advance(NUMBER_LINE)) {
        found = lines.length() > NUMBER_LINE && MAY_BE_DEVICE_OR_HUGE.isIn(lines);
      }
      return found;
    } catch (MalformedException _) {
      // The rest is not known. Whoever parses the listing complains about it.
      return true;
    }
  }

  /// Whether a mapping needs them.
  public static boolean needFileSystems(Mapping mapping) {
    String name = mapping.name().latin1();
    return name.contains("/dev/") || name.contains("huge");
  }
}
