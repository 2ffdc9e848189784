package dev.vmascope.mapping;

/// A mapping before its category is known.
record Candidate(SmapsEntry entry, Mapping mapping, Backing backing) {
  Candidate(SmapsEntry entry) {
    this(entry, entry.mapping(), entry.mapping().backing());
  }

  /// The same, without what lies below an address.
  Candidate from(long start) {
    return start() == start ? this : new Candidate(entry, mapping.from(start), backing);
  }

  ListedMapping as(MappingCategory category, CategorySource source) {
    return new ListedMapping(entry, mapping, backing, category, source);
  }

  /// Private memory that has neither a file nor a name.
  boolean isPlain() {
    return backing.kind() == MappingKind.ANONYMOUS
        && backing.name() == null
        && backing.path() == null
        && !permissions().shared();
  }

  boolean isWritable() {
    return permissions().readable() && permissions().writable();
  }

  Permissions permissions() {
    return mapping().permissions();
  }

  long start() {
    return mapping().range().start();
  }

  long end() {
    return mapping().range().end();
  }
}
