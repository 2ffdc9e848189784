package dev.vmascope.sampling;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A field of a process that group rules match and group names contain.
public enum GroupField {
  /// The name, which the process can change.
  NAME,
  /// The path of its executable.
  EXECUTABLE,
  /// The user: a name, else a number.
  USER,
  /// The unit of systemd.
  UNIT,
  /// The id of the container.
  CONTAINER,
  /// The uid of the Kubernetes pod.
  POD,
  /// The namespace of the Kubernetes pod, where it is known.
  NAMESPACE,
  /// The image of the container, where it is known.
  IMAGE;

  /// The field of this word.
  ///
  /// @throws IllegalArgumentException if there is none; the message names all fields
  public static GroupField of(String word) {
    return Arrays.stream(values())
        .filter(field -> field.toString().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected one of "
                    + Arrays.stream(values())
                        .map(GroupField::toString)
                        .collect(Collectors.joining(", "))
                    + ", got '"
                    + word
                    + "'"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
