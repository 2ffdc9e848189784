package dev.vmascope.objects;

import dev.vmascope.elf.loaded.LoadedObject;
import dev.vmascope.elf.loaded.LoadedObjects;
import dev.vmascope.mapping.text.RawText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A library that an ELF object needs.
@Schema(name = "NeededLibrary")
record NeededLibraryView(
    @Schema(description = "Name of the library, as in the object", example = "libc.so.6")
        String name,
    @Schema(
            description =
                "State of the library; missing only for an object that was not loaded to run. Absent if it could"
                    + " be an object that could not be read, or has a name that could not be resolved",
            allowableValues = {"loaded", "missing"})
        @Nullable String state,
    @Schema(
            description = "Path of the object that provides the library",
            example = "/usr/lib/x86_64-linux-gnu/libc.so.6")
        @Nullable String path,
    @Schema(description = "Build id of the object that provides the library")
        @Nullable String buildId) {
  /// @param by the object that needs it
  static NeededLibraryView of(LoadedObject by, RawText name, LoadedObjects objects) {
    Optional<LoadedObject> found = objects.find(name);
    return new NeededLibraryView(
        name.text(),
        found.isPresent() ? "loaded" : objects.isMissing(by, name) ? "missing" : null,
        found.map(object -> object.file().path().text()).orElse(null),
        found.flatMap(LoadedObject::buildId).orElse(null));
  }

  /// The text of a table cell.
  @Override
  public String toString() {
    return path == null ? name + (state == null ? " (unknown)" : " (missing)") : name;
  }
}
