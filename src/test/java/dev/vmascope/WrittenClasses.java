package dev.vmascope;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/// The classes that are written here: neither tests, nor the bean definitions that an earlier build
/// has generated beside them (`process-aot`).
final class WrittenClasses implements ImportOption {
  private final ImportOption withoutTests = new DoNotIncludeTests();

  @Override
  public boolean includes(Location location) {
    return withoutTests.includes(location) && !isGenerated(location);
  }

  private static boolean isGenerated(Location location) {
    String path = location.asURI().toString();
    return path.substring(path.lastIndexOf('/') + 1).contains("__");
  }
}
