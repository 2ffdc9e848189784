package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.MappingCategory;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `src/test/programs/leaks` can do, and what is to be said of it.
public enum LeakingProgram {
  HEAP(MappingCategory.HEAP),
  ANONYMOUS(MappingCategory.ANONYMOUS),
  THREADS(MappingCategory.THREAD_STACK),
  MAPPINGS(MappingCategory.ANONYMOUS),
  SHARED(MappingCategory.SHARED_MEMORY),
  FILE(MappingCategory.FILE),
  /// Fills, and stops.
  CACHE(null),
  SAW(null),
  STEADY(null),
  /// A JVM that warms up.
  JAVA(null);

  private final @Nullable MappingCategory blamed;

  LeakingProgram(@Nullable MappingCategory blamed) {
    this.blamed = blamed;
  }

  /// The category that its leak is in; empty if it has none.
  public Optional<MappingCategory> blamed() {
    return Optional.ofNullable(blamed);
  }

  /// Whether it leaks.
  public boolean leaks() {
    return blamed != null;
  }

  /// What the program is called with, and its samples are called.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
