package dev.vmascope.mapping.space;

import dev.vmascope.mapping.text.RawText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The path of a file before an installer renamed it to put another one there. The kernel prints
/// the last name of a file.
///
/// @param path the path without the suffix of the installer
/// @param certain whether only installers use such names; else the path counts only if such a file
///   exists
public record InstalledPath(RawText path, boolean certain) {
  /// Names that rpm (`;` and the number of the transaction), prelink, dpkg, opkg and Portage give.
  private static final Pattern OF_INSTALLERS =
      Pattern.compile(
          "(?s)(/.*[^/])(?:;[0-9a-f]{8}|\\.#prelink#(?:\\.[A-Za-z0-9]{6})?|\\.dpkg-(?:new|tmp|old|dist|divert\\.tmp)"
              + "|\\.opkg-(?:new|old|backup)|#new)");

  /// Suffixes of copies that people and scripts keep: `install -b`, `mv`, editors.
  private static final List<String> OF_COPIES =
      List.of("~", ".old", ".bak", ".orig", ".new", ".tmp");

  /// The earlier path of a file, from the path that the kernel prints.
  ///
  /// @return empty if the name is an ordinary one
  public static Optional<InstalledPath> of(RawText printed) {
    String path = printed.latin1();
    Matcher named = OF_INSTALLERS.matcher(path);
    if (named.matches()) {
      return Optional.of(new InstalledPath(new RawText(named.group(1)), true));
    }
    return OF_COPIES.stream()
        .filter(path::endsWith)
        .map(suffix -> path.substring(0, path.length() - suffix.length()))
        .filter(place -> !place.endsWith("/") && !place.isEmpty())
        .map(place -> new InstalledPath(new RawText(place), false))
        .findFirst();
  }
}
