package dev.vmascope.mapping.space;

import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.CategorySource;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.VmFlag;
import dev.vmascope.mapping.proc.SmapsEntry;
import java.util.Optional;

/// A mapping before its category is known.
///
/// @param fileSystem the type of the file system that its object lies on, if it is known
public record UnclassifiedMapping(
    SmapsEntry entry, Mapping mapping, Backing backing, Optional<String> fileSystem) {
  public UnclassifiedMapping(SmapsEntry entry, ProcessFacts facts) {
    this(entry, entry.mapping().backing(), facts);
  }

  /// A mapping whose name was parsed already.
  UnclassifiedMapping(SmapsEntry entry, Backing named, ProcessFacts facts) {
    Optional<String> fileSystem =
        named.path() == null ? Optional.empty() : facts.fileSystem(entry.mapping());
    this(entry, entry.mapping(), FileOrDevice.classify(named, fileSystem, entry), fileSystem);
  }

  /// The same mapping without the part below an address.
  UnclassifiedMapping from(long start) {
    return start() == start
        ? this
        : new UnclassifiedMapping(entry, mapping.from(start), backing, fileSystem);
  }

  ClassifiedMapping as(MappingCategory category, CategorySource source) {
    return new ClassifiedMapping(entry, mapping, backing, category, source);
  }

  /// Private memory that has neither a file nor a name.
  boolean isPlain() {
    return backing.kind() == MappingKind.ANONYMOUS
        && backing.name() == null
        && backing.path() == null
        && !permissions().shared();
  }

  /// Whether `smaps` lists this flag for it.
  boolean has(VmFlag flag) {
    return entry.has(flag);
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
