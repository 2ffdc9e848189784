package dev.vmascope.procfs.mount;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The directories of an overlay mount, from its options in a table of mounts. The format is that
/// of `ovl_show_options` (`fs/overlayfs/params.c`). A relative directory is printed as it was
/// given.
final class OverlayLayers {
  private static final String LOWER_DIRECTORIES = "lowerdir=";

  /// The options with one layer each, as `fsconfig(2)` takes them.
  private static final List<String> SINGLE = List.of("lowerdir+=", "datadir+=", "upperdir=");

  /// The limit on the text of the options: the user who mounts chooses the number of layers. Longer
  /// ones are not compared.
  private static final int LONGEST = 16 << 10;

  private OverlayLayers() {}

  /// The directories of a line.
  ///
  /// @param type the type of the file system
  /// @param sourceAndOptions the last two fields of the line
  /// @return empty for another type, and where there are more than are kept
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
