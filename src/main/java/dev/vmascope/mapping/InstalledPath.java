package dev.vmascope.mapping;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The place that a file had before a program that installs files renamed it, to put another one
/// there: the kernel prints the last name that it had.
///
/// @param path less what was put behind the name
/// @param certain whether nobody else names files so; else it is that only if there is such a file
public record InstalledPath(KernelText path, boolean certain) {
  /// rpm (`;` and the number of the transaction), prelink, dpkg, opkg, Portage.
  private static final Pattern OF_INSTALLERS =
      Pattern.compile(
          "(?s)(/.*[^/])(?:;[0-9a-f]{8}|\\.#prelink#(?:\\.[A-Za-z0-9]{6})?|\\.dpkg-(?:new|tmp|old|dist|divert\\.tmp)"
              + "|\\.opkg-(?:new|old|backup)|#new)");

  /// Copies that people and scripts keep: `install -b`, `mv`, editors.
  private static final List<String> OF_COPIES =
      List.of("~", ".old", ".bak", ".orig", ".new", ".tmp");

  /// The place of a file, by the path that the kernel prints.
  ///
  /// @return empty, if it is called as files are
  public static Optional<InstalledPath> of(KernelText printed) {
    String path = printed.latin1();
    Matcher named = OF_INSTALLERS.matcher(path);
    if (named.matches()) {
      return Optional.of(new InstalledPath(new KernelText(named.group(1)), true));
    }
    return OF_COPIES.stream()
        .filter(path::endsWith)
        .map(suffix -> path.substring(0, path.length() - suffix.length()))
        .filter(place -> !place.endsWith("/") && !place.isEmpty())
        .map(place -> new InstalledPath(new KernelText(place), false))
        .findFirst();
  }
}
