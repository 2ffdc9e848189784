package dev.vmascope.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A part of the bench, which can be chosen by its name; in the order in which all are measured.
enum Part {
  LOGS,
  DIFF,
  PARSE,
  LISTINGS,
  ADDRESS,
  ESTIMATES,
  EVENTS,
  VICTIM,
  CROWD,
  PROCESSES,
  MAPPINGS;

  static Optional<Part> named(String name) {
    return Arrays.stream(values()).filter(part -> part.toString().equals(name)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(Part::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
