package dev.vmascope.pasted.line;

/// The place of a line in a listing, as a grammar sees it.
public enum Fit {
  /// No line of the listing.
  OTHER,
  /// The head of a listing, from which another one starts.
  HEAD,
  /// A mapping.
  MAPPING,
  /// More about the mapping before.
  MORE,
  /// The beginning of a mapping, whose rest may follow in the next line.
  BEGINNING,
  /// The rest of a mapping that the line before began.
  REST,
  /// A line without meaning among the mappings.
  NOISE
}
