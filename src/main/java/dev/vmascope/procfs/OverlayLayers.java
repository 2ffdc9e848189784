package dev.vmascope.procfs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The directories that an overlay lies over, by its options in a table of mounts
/// (`ovl_show_options`, `fs/overlayfs/params.c`). A relative one is printed as it was given.
final class OverlayLayers {
  private static final String LOWER_DIRECTORIES = "lowerdir=";

  /// One layer each, as `fsconfig(2)` takes them.
  private static final List<String> SINGLE = List.of("lowerdir+=", "datadir+=", "upperdir=");

  /// Whoever mounts chooses how many there are. Longer ones are not compared.
  private static final int LONGEST = 16 << 10;

  private OverlayLayers() {}

  /// The directories of a line.
  ///
  /// @param type of the file system
  /// @param sourceAndOptions the last two fields of the line
  /// @return none for another type, and where there are too many to be kept
  static Set<String> of(String type, String sourceAndOptions) {
    Set<String> layers = new HashSet<>();
    if (type.equals("overlay") && sourceAndOptions.length() <= LONGEST) {
      String options = sourceAndOptions.substring(sourceAndOptions.lastIndexOf(' ') + 1);
      // A comma within a name is escaped.
      for (String option : options.split(",", -1)) {
        add(layers, option);
      }
    }
    return layers;
  }

  private static void add(Set<String> layers, String option) {
    SINGLE.stream()
        .filter(option::startsWith)
        .forEach(name -> layers.add(MountTable.unescaped(option.substring(name.length()))));
    if (option.startsWith(LOWER_DIRECTORIES)) {
      // A colon within a name has a backslash before it, which is printed escaped.
      String names = MountTable.unescaped(option.substring(LOWER_DIRECTORIES.length()));
      for (String name : names.split("(?<!\\\\):+", -1)) {
        layers.add(name.replace("\\:", ":"));
      }
    }
  }
}
