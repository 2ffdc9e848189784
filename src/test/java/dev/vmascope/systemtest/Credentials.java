package dev.vmascope.systemtest;

import java.util.List;

/// The credentials of nobody, with one capability or none.
public final class Credentials {
  private Credentials() {}

  /// The command before another that gives it these credentials.
  ///
  /// @param capability its name in lower case without `cap_`, or `none`
  public static List<String> ofNobodyWith(String capability) {
    String set = "-all" + (capability.equals("none") ? "" : ",+" + capability);
    return List.of(
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        "--inh-caps=" + set,
        "--ambient-caps=" + set,
        "--bounding-set=" + set);
  }
}
