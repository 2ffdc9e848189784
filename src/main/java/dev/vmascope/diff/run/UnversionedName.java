package dev.vmascope.diff.run;

import dev.vmascope.mapping.text.RawText;

/// The name of a file without its directory and without the numbers of its version. It is
/// `libssl.so` for `/usr/lib/libssl.so.1.1`, and `libpython.so` for `libpython3.11.so`.
final class UnversionedName {
  private UnversionedName() {}

  /// The name of a path. A version is a number behind `-`, `.` or `_`, or one with dots. A file
  /// that is called by a number only, such as the pid in `/tmp/hsperfdata_root/4242`, has the name
  /// of its directory.
  static String of(RawText path) {
    int start = path.latin1().lastIndexOf('/') + 1;
    String name = path.latin1().substring(start);
    if (numberEnd(name, 0) == name.length()) {
      return path.latin1().substring(0, start);
    }
    StringBuilder rest = new StringBuilder();
    int at = 0;
    while (at < name.length()) {
      boolean separated = "-._".indexOf(name.charAt(at)) >= 0;
      int number = separated ? at + 1 : at;
      int end = numberEnd(name, number);
      if (end == number) {
        rest.append(name.charAt(at++));
      } else {
        boolean version = separated || name.substring(number, end).contains(".");
        rest.append(version ? "" : name.substring(at, end));
        at = end;
      }
    }
    return rest.toString();
  }

  /// The end of the number that begins here; dots between digits belong to it.
  private static int numberEnd(String name, int from) {
    int end = from;
    while (isDigit(name, end) || (end > from && isDot(name, end) && isDigit(name, end + 1))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(String name, int at) {
    return at < name.length() && name.charAt(at) >= '0' && name.charAt(at) <= '9';
  }

  private static boolean isDot(String name, int at) {
    return at < name.length() && name.charAt(at) == '.';
  }
}
